import type { ListedIntegration } from '../../api/types.ts';

/** What holds while an integration is paused, in a sentence: agreements stay as they are, counts grow too old. */
export function pauseWords(
  { capabilities }: Pick<ListedIntegration, 'capabilities'>,
  staleAfterHours: number,
): string {
  const agreements = 'its agreements stay as last read';
  const counts = `its counts become unknown once they are older than ${staleAfterHours} hours`;
  const parts = [
    ...(capabilities.includes('agreements') ? [agreements] : []),
    ...(capabilities.some((capability) => capability !== 'agreements') ? [counts] : []),
  ];
  return `No sync of it starts; ${parts.join(', and ') || 'its data stay'}.`;
}
