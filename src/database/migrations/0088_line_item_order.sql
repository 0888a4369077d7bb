-- Lists are in the order of products; an index in that order spares sorting all lines to show some.
CREATE INDEX line_item_order ON line_item (workspace_id, lower(product_name));
