import type { Connector } from '../../connectors/connector.ts';
import type { App, AppContext } from '../context.ts';
import { problems } from '../problems-schema.ts';
import { listOf } from '../schemas/common.ts';
import { vendorSchema } from '../schemas/integrations.ts';

/** The connector catalogue. */
export function registerVendors(app: App, { connectors }: AppContext): void {
  const vendors = [...connectors.values()].map(present);

  app.route({
    method: 'GET',
    url: '/api/v1/vendors',
    config: { needs: 'read' },
    schema: {
      operationId: 'listVendors',
      tags: ['integrations'],
      summary: 'Vendors that can be connected, with the fields of their credential forms',
      response: { 200: listOf(vendorSchema), ...problems },
    },
    handler: async () => ({ items: vendors, nextCursor: null, total: vendors.length }),
  });
}

function present({ id, title, category, capabilities, deviceCategories, credentialFields }: Connector) {
  return {
    id,
    name: title,
    category,
    capabilities: [...capabilities],
    deviceCategories: [...(deviceCategories ?? [])],
    credentialFields: [...credentialFields],
  };
}
