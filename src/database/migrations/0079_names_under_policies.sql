-- Under a policy, an index is looked up only by what is sure to leak nothing, and lower() is not: names of SKUs were
-- looked for in every record. The lower-cased ids are columns now.
DROP INDEX license_sku;
DROP INDEX subscription_product;
ALTER TABLE license ADD COLUMN sku_key text GENERATED ALWAYS AS (lower(sku_id)) STORED;
ALTER TABLE subscription ADD COLUMN product_key text GENERATED ALWAYS AS (lower(product_id)) STORED;
CREATE INDEX license_sku ON license (workspace_id, integration_id, sku_key);
CREATE INDEX subscription_product ON subscription (workspace_id, integration_id, product_key);
