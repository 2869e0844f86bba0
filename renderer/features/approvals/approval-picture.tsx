import type { MouseEvent } from 'react';
import type { ActionApproval } from '../../../shared/domain/approval';
import type { Box, Point } from '../../../shared/domain/geometry';
import { labelOf } from '../../../shared/text/element-label';
import { shortLabel } from '../../../shared/text/visible-text';
import { frameUrl } from '../../client/frame-url';
import { cropArea } from '../../components/crop-area';
import { FrameCrop } from '../../components/frame-crop';
import { FrameView } from '../../components/frame-view';
import { TypedMark } from '../../components/typed-mark';
import { LiveSpot } from './live-spot';

type ApprovalPictureProps = {
  readonly approval: ActionApproval;
  /** Takes a place chosen on the frame; null while none is asked for. */
  readonly onPlace: ((at: Point) => void) | null;
};

/** Frame pixels: two close-ups that are wider stand below each other. */
const WIDEST_BESIDE = 260;

/** The screen the action was judged on: the target close up, the same spot as it is now, and the whole frame. */
export function ApprovalPicture({ approval, onPlace }: ApprovalPictureProps) {
  const { display, target } = approval;
  const src = frameUrl(approval.sessionId, approval.frame);
  const box = target.kind === 'element' || target.kind === 'window' ? target.box : null;
  const point = approval.point ?? (box && centreOf(box));
  const around = target.kind === 'element' ? (target.closeUp ?? null) : null;
  const area = point && cropArea(display, { point, box, around });
  const typed = typedInto(approval);
  return (
    <div className="approval-picture">
      {point && area && (
        <div className="approval-spots" data-wide={area.width > WIDEST_BESIDE}>
          <figure>
            <FrameCrop
              src={src}
              label={spotLabel(approval)}
              frame={display}
              area={area}
              point={point}
              box={box}
            >
              {box && typed && <TypedMark box={box} text={typed} />}
            </FrameCrop>
            <figcaption>
              {typed ? 'As it was judged, with what would be typed' : 'As it was judged'}
            </figcaption>
          </figure>
          <LiveSpot sessionId={approval.sessionId} frame={display} area={area} />
        </div>
      )}
      <PlacePicker frame={display} onPlace={onPlace}>
        <FrameView
          src={src}
          alt="The screen that this action was judged on"
          width={display.width}
          height={display.height}
        >
          {box && <BoxMark box={box} />}
          {approval.point && (box === null || isLarge(box)) && <PointMark point={approval.point} />}
          {box && typed && <TypedMark box={box} text={typed} />}
          {approval.targets.length > 1 &&
            approval.targets.map(
              (end) => end.kind === 'element' && <EndMark key={end.fingerprint} box={end.box} />,
            )}
        </FrameView>
      </PlacePicker>
    </div>
  );
}

type PlacePickerProps = {
  readonly frame: ActionApproval['display'];
  readonly onPlace: ((at: Point) => void) | null;
  readonly children: React.ReactNode;
};

/** A click on the picture as a place on the screen. The keyboard has the two fields of the form below. */
function PlacePicker({ frame, onPlace, children }: PlacePickerProps) {
  if (onPlace === null) return children;
  const pick = (event: MouseEvent<HTMLDivElement>): void => {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    const at = (share: number, size: number) => Math.max(0, Math.min(size - 1, Math.floor(share * size)));
    onPlace({
      x: at((event.clientX - left) / width, frame.width),
      y: at((event.clientY - top) / height, frame.height),
    });
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the form has fields for the same
    // biome-ignore lint/a11y/noStaticElementInteractions: the form has fields for the same
    <div className="place-picker" onClick={pick}>
      {children}
    </div>
  );
}

function BoxMark({ box }: { readonly box: Box }) {
  return (
    <>
      <rect className="mark-halo" {...box} rx={3} />
      <rect className="mark-line" {...box} rx={3} data-testid="target-box" />
    </>
  );
}

function EndMark({ box }: { readonly box: Box }) {
  return <rect className="mark-line" {...box} rx={3} strokeDasharray="6 4" />;
}

/** Hollow, so that what lies under it can be read. */
function PointMark({ point: { x, y } }: { readonly point: Point }) {
  return (
    <>
      <circle className="mark-halo" cx={x} cy={y} r={16} />
      <circle className="mark-line" cx={x} cy={y} r={16} />
    </>
  );
}

/** In frame pixels: one that is smaller says by itself where it is pressed. */
function isLarge({ width, height }: Box): boolean {
  return width > 240 || height > 80;
}

/** The text that would be typed into an empty field; null for any other action, and where it would cover something. */
function typedInto({ action, target }: ActionApproval): string | null {
  const { text } = action.input;
  if (action.member !== 'type' || typeof text !== 'string' || target.kind !== 'element') return null;
  const field = target.form?.values?.find(({ isTarget }) => isTarget);
  return field?.holds === '' && !field.isSecret ? text : null;
}

function spotLabel({ target }: ActionApproval): string {
  if (target.kind !== 'element') return 'The place, enlarged';
  const name = shortLabel(labelOf(target), 60);
  return name === '' ? 'Target, enlarged' : `“${name}” enlarged, with what belongs to it`;
}

function centreOf(box: Box): Point {
  return { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) };
}
