import type { VendorCompany } from '../../domain/inventory.ts';
import type { ClientRow, InvoiceRow } from './schema.ts';
import { toCompany, toCompanyOfInvoice } from './transform.ts';

/** The companies told of so far. Inactive clients are told of only when an invoice is theirs. */
export class CompanyBook {
  readonly #told = new Set<string>();
  readonly #inactive = new Map<string, VendorCompany>();

  get size(): number {
    return this.#told.size;
  }

  addClients(rows: readonly ClientRow[]): VendorCompany[] {
    for (const row of rows) if (row.inactive) this.#inactive.set(row.id, toCompany(row));
    return this.#tell(rows.filter((row) => !row.inactive).map(toCompany));
  }

  /** Clients of these invoices that were not told of yet; some are missing from the list of clients. */
  addOfInvoices(rows: readonly InvoiceRow[]): VendorCompany[] {
    return this.#tell(rows.map((row) => this.#inactive.get(row.client_id) ?? toCompanyOfInvoice(row)));
  }

  /** Whose a record of this client is: a company that was told of, an inactive client without invoices, or nobody known. */
  standingOf(clientId: string): 'told' | 'inactive' | 'unknown' {
    if (this.#told.has(clientId)) return 'told';
    return this.#inactive.has(clientId) ? 'inactive' : 'unknown';
  }

  #tell(companies: readonly VendorCompany[]): VendorCompany[] {
    return companies.filter(({ externalId }) => {
      const isNew = !this.#told.has(externalId);
      this.#told.add(externalId);
      return isNew;
    });
  }
}
