import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const VERSION = 'v1';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts credentials at rest: AES-256-GCM with a key derived from the instance's secret. */
export class SecretBox {
  readonly #key: Buffer;

  constructor(secret: string) {
    this.#key = Buffer.from(hkdfSync('sha256', secret, '', 'tieout credentials v1', 32));
  }

  /** @param boundTo what the text belongs to (workspace and integration): it opens nowhere else. */
  seal(text: string, boundTo: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.#key, nonce).setAAD(Buffer.from(boundTo));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return `${VERSION}.${Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')}`;
  }

  /** @throws Error where the text was sealed with another secret, for something else, or was altered. */
  open(sealed: string, boundTo: string): string {
    const [version, payload = ''] = sealed.split('.');
    const bytes = Buffer.from(payload, 'base64url');
    if (version !== VERSION || bytes.length < NONCE_BYTES + TAG_BYTES) {
      throw new Error('not a sealed text of this version');
    }
    const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
    const decipher = createDecipheriv(ALGORITHM, this.#key, bytes.subarray(0, NONCE_BYTES));
    decipher.setAAD(Buffer.from(boundTo)).setAuthTag(tag);
    try {
      const text = Buffer.concat([
        decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)),
        decipher.final(),
      ]);
      return text.toString('utf8');
    } catch {
      throw new Error(
        'the stored credentials cannot be read: TIEOUT_SECRET is not the one they were stored with',
      );
    }
  }
}
