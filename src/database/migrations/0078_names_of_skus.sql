-- Lists name the SKUs and products that mappings select; a name is looked up instead of read off every record.
CREATE INDEX license_sku ON license (workspace_id, integration_id, lower(sku_id));
CREATE INDEX subscription_product ON subscription (workspace_id, integration_id, lower(product_id));
