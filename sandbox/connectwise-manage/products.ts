import type { Product } from '../msp/catalogue.ts';
import type { ManageProduct } from './schema.ts';

/** ConnectWise has a catalogue entry for everything an agreement bills, for what was typed in by hand elsewhere too. */
export class Catalogue {
  readonly #byName = new Map<string, ManageProduct>();
  #nextId = 901;

  get rows(): ManageProduct[] {
    return [...this.#byName.values()].sort((a, b) => a.id - b.id);
  }

  /** The entry of a product, made when it is first sold. */
  entryFor(product: Product): ManageProduct {
    const known = this.#byName.get(product.name);
    if (known) return known;
    const entry = entryOf(product, product.itemId ?? this.#nextId++);
    this.#byName.set(product.name, entry);
    return entry;
  }
}

function entryOf({ name, price }: Product, id: number): ManageProduct {
  return {
    id,
    identifier: `NW-${id}`,
    description: name,
    customerDescription: name,
    inactiveFlag: false,
    productClass: 'Agreement',
    subcategory: { id: 3, name: 'Recurring services' },
    type: { id: 2, name: 'Service' },
    price,
    cost: Math.round(price * 60) / 100,
    recurringFlag: true,
    _info: { lastUpdated: '2024-02-05T10:12:44Z', updatedBy: 'import' },
  };
}
