import type { ChangeApproval } from '../../../shared/domain/approval';
import type { Box, Point } from '../../../shared/domain/geometry';
import { labelOf } from '../../../shared/text/element-label';
import { shortLabel } from '../../../shared/text/visible-text';
import { frameUrl } from '../../client/frame-url';
import { cropArea } from '../../components/crop-area';
import { FrameCrop } from '../../components/frame-crop';
import { FrameView } from '../../components/frame-view';
import { useRecord } from '../../stores/use-record';
import { LiveSpot } from './live-spot';

/** What was pressed, as it looked then, the same spot now, and the whole page while the request waits. */
export function ChangePicture({ approval }: { readonly approval: ChangeApproval }) {
  const { display } = approval;
  return (
    <div className="approval-picture">
      <Pressed approval={approval} />
      <figure className="change-screen">
        <FrameView
          src={frameUrl(approval.sessionId, approval.frame)}
          alt="The screen when the request was held"
          width={display.width}
          height={display.height}
        />
        <figcaption>The page while it waits</figcaption>
      </figure>
    </div>
  );
}

/** Frame pixels: two close-ups that are wider stand below each other. */
const WIDEST_BESIDE = 260;

function Pressed({ approval }: { readonly approval: ChangeApproval }) {
  const { display, target, sessionId } = approval;
  const frame = useFrameBefore(approval);
  const box = target?.kind === 'element' || target?.kind === 'window' ? target.box : null;
  if (frame === null || box === null || target === null) return null;
  const point = centreOf(box);
  const around = target.kind === 'element' ? (target.closeUp ?? null) : null;
  const area = cropArea(display, { point, box, around });
  const name = target.kind === 'element' ? shortLabel(labelOf(target), 60) : '';
  return (
    <div className="approval-spots" data-wide={area.width > WIDEST_BESIDE}>
      <figure>
        <FrameCrop
          src={frameUrl(sessionId, frame)}
          label={name === '' ? 'What was pressed, enlarged' : `“${name}” as it was pressed, enlarged`}
          frame={display}
          area={area}
          point={point}
          box={box}
        />
        <figcaption>As it was pressed</figcaption>
      </figure>
      <LiveSpot sessionId={sessionId} frame={display} area={area} />
    </div>
  );
}

/** The screen that the action was judged on, from the record: by now the page shows something else. */
function useFrameBefore({ sessionId, cause }: ChangeApproval): string | null {
  const record = useRecord(sessionId);
  if (cause.kind !== 'step') return null;
  return record?.reading.steps.find(({ number }) => number === cause.step)?.before ?? null;
}

function centreOf({ x, y, width, height }: Box): Point {
  return { x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
}
