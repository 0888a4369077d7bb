import { Button, SimpleGrid, Skeleton, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Vendor } from '../../api/types.ts';
import classes from './integrations.module.css';
import { byCategory, CATEGORY_WORDS, capabilityWords } from './vendor-words.ts';

/** Every vendor that can be connected, by category; one may be connected more than once. */
export function VendorCatalogue({
  vendors,
  onAdd,
}: {
  vendors: readonly Vendor[] | undefined;
  onAdd: (id: string) => void;
}): ReactNode {
  if (vendors === undefined) {
    return <Skeleton height={90} radius={10} role="status" aria-label="Loading the catalogue" />;
  }
  return (
    <Stack component="section" gap="xs" aria-labelledby="catalogue">
      <Title order={2} id="catalogue">
        Add an integration
      </Title>
      {byCategory(vendors).map(([category, members]) => (
        <div key={category}>
          <Text component="h3" size="xs" c="dimmed" fw={520} my={4}>
            {CATEGORY_WORDS[category]}
          </Text>
          <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="sm">
            {members.map((vendor) => (
              <div key={vendor.id} className={`t-panel ${classes.vendor}`}>
                <div>
                  <Text fw={550} size="sm">
                    {vendor.name}
                  </Text>
                  <Text size="xs" c="dimmed">
                    {capabilityWords(vendor.capabilities)}
                  </Text>
                </div>
                <Button flex="none" aria-label={`Add ${vendor.name}`} onClick={() => onAdd(vendor.id)}>
                  Add
                </Button>
              </div>
            ))}
          </SimpleGrid>
        </div>
      ))}
    </Stack>
  );
}
