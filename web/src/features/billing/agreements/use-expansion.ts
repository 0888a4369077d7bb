import { useLocalStorage } from '@mantine/hooks';
import { useMemo } from 'react';
import { ALL_CLOSED, ALL_OPEN, type Expansion, expansionFrom, isExpanded, toggled } from './expansion.ts';

export type UseExpansion = {
  isExpanded: (id: string) => boolean;
  toggle: (id: string) => void;
  expandAll: () => void;
  collapseAll: () => void;
};

/** Which branches of the tree are open, remembered in this browser. */
export function useExpansion(): UseExpansion {
  const [expansion, setExpansion] = useLocalStorage<Expansion>({
    key: 'tieout.agreements.expansion',
    defaultValue: ALL_OPEN,
    getInitialValueInEffect: false,
    deserialize: expansionFrom,
  });
  return useMemo(
    () => ({
      isExpanded: (id) => isExpanded(expansion, id),
      toggle: (id) => setExpansion((before) => toggled(before, id)),
      expandAll: () => setExpansion(ALL_OPEN),
      collapseAll: () => setExpansion(ALL_CLOSED),
    }),
    [expansion, setExpansion],
  );
}
