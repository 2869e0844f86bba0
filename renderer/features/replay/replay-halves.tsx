import { ToggleGroup } from 'radix-ui';

/** What is shown where there is no room for both: the screen, or what the record says of the step. */
export type ReplayHalf = 'screen' | 'facts';

type ReplayHalvesProps = { readonly half: ReplayHalf; readonly onHalf: (half: ReplayHalf) => void };

/** Chooses between screen and facts. Where both have room the style sheet leaves it out. */
export function ReplayHalves({ half, onHalf }: ReplayHalvesProps) {
  return (
    <ToggleGroup.Root
      type="single"
      className="phase-choice replay-halves"
      aria-label="Shown"
      value={half}
      onValueChange={(value) => (value === 'screen' || value === 'facts') && onHalf(value)}
    >
      <ToggleGroup.Item value="screen">Screen</ToggleGroup.Item>
      <ToggleGroup.Item value="facts">Facts</ToggleGroup.Item>
    </ToggleGroup.Root>
  );
}
