import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

type Ceremony = 'webauthn.create' | 'webauthn.get';

export type AuthenticatorSettings = {
  /** Where the page is that asks. */
  origin: string;
  /** What the credential is bound to. */
  host?: string;
  /** Whether it asks for a PIN, fingerprint or face. */
  isVerifying?: boolean;
  /** The credential's id, if it is to be another's. */
  id?: string;
};

/** Bits of the authenticator data: https://www.w3.org/TR/webauthn-3/#authdata-flags */
const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const HAS_CREDENTIAL = 0x40;

/** One passkey as a device keeps it (WebAuthn Level 3, ES256, without attestation), and what the browser makes of it. */
export function createAuthenticator(settings: AuthenticatorSettings) {
  const { host = 'localhost', id = randomBytes(16).toString('base64url') } = settings;
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const state = { ...settings, count: 0 };
  const clientData = (type: Ceremony, challenge: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin: state.origin, crossOrigin: false }));
  const authenticatorData = (more: Buffer, flags = 0) => {
    const data = Buffer.alloc(37);
    createHash('sha256').update(host).digest().copy(data);
    data.writeUInt8(flags | USER_PRESENT | (state.isVerifying === false ? 0 : USER_VERIFIED), 32);
    data.writeUInt32BE(state.count, 33);
    return Buffer.concat([data, more]);
  };
  const answer = (response: object) => ({
    ...{ id, rawId: id, type: 'public-key', clientExtensionResults: {} },
    response,
  });
  return {
    id,
    state,
    register: ({ challenge }: { challenge: string }) => {
      const credential = Buffer.from(id, 'base64url');
      const length = Buffer.from([credential.length >> 8, credential.length & 0xff]);
      const key = coseKey(publicKey.export({ format: 'jwk' }));
      const data = authenticatorData(
        Buffer.concat([Buffer.alloc(16), length, credential, key]),
        HAS_CREDENTIAL,
      );
      return answer({
        clientDataJSON: clientData('webauthn.create', challenge).toString('base64url'),
        attestationObject: attestation(data).toString('base64url'),
        transports: ['internal'],
      });
    },
    assert: ({ challenge }: { challenge: string }) => {
      state.count++;
      const client = clientData('webauthn.get', challenge);
      const data = authenticatorData(Buffer.alloc(0));
      const signed = Buffer.concat([data, createHash('sha256').update(client).digest()]);
      return answer({
        clientDataJSON: client.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: sign('sha256', signed, privateKey).toString('base64url'),
      });
    },
  };
}

/** CBOR (RFC 8949) of `{1: 2, 3: -7, -1: 1, -2: x, -3: y}`: a key for ES256 on P-256 (RFC 9053, section 7.1.1). */
function coseKey({ x = '', y = '' }: { x?: string; y?: string }): Buffer {
  const bytes = (text: string) => [0x58, 32, ...Buffer.from(text, 'base64url')];
  return Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, ...bytes(x), 0x22, ...bytes(y)]);
}

/** CBOR of `{fmt: "none", attStmt: {}, authData}`. */
function attestation(data: Buffer): Buffer {
  const text = (word: string) => [0x60 + word.length, ...Buffer.from(word)];
  const head = [0xa3, ...text('fmt'), ...text('none'), ...text('attStmt'), 0xa0, ...text('authData')];
  return Buffer.concat([Buffer.from([...head, 0x58, data.length]), data]);
}
