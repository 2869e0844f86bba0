import type { Box, Point } from '../../../shared/domain/action';
import type { ActionApproval } from '../../../shared/domain/approval';
import { frameUrl } from '../../client/frame-url';
import { FrameCrop } from '../../components/frame-crop';
import { FrameView } from '../../components/frame-view';

/** The screen the action was judged on: the target close up, then the whole frame with the target marked. */
export function ApprovalPicture({ approval }: { readonly approval: ActionApproval }) {
  const { display, target } = approval;
  const src = frameUrl(approval.sessionId, approval.frame);
  const box = target.kind === 'element' ? target.box : null;
  const point = approval.point ?? (box && centreOf(box));
  return (
    <div className="approval-picture">
      {point && <FrameCrop src={src} label="Target, enlarged" frame={display} point={point} box={box} />}
      <FrameView
        src={src}
        alt="The screen that this action was judged on"
        width={display.width}
        height={display.height}
      >
        {box && <BoxMark box={box} frame={display} />}
        {approval.point && <PointMark point={approval.point} />}
      </FrameView>
    </div>
  );
}

function BoxMark({ box, frame }: { readonly box: Box; readonly frame: ActionApproval['display'] }) {
  const outer = `M0 0H${frame.width}V${frame.height}H0Z`;
  const inner = `M${box.x} ${box.y}v${box.height}h${box.width}v${-box.height}Z`;
  return (
    <>
      <path className="mark-shade" d={outer + inner} fillRule="evenodd" />
      <rect className="mark-halo" {...box} rx={3} />
      <rect className="mark-line" {...box} rx={3} data-testid="target-box" />
    </>
  );
}

function PointMark({ point: { x, y } }: { readonly point: Point }) {
  return (
    <>
      <circle className="mark-halo" cx={x} cy={y} r={16} />
      <circle className="mark-line" cx={x} cy={y} r={16} />
      <circle className="mark-solid" cx={x} cy={y} r={4} />
    </>
  );
}

function centreOf(box: Box): Point {
  return { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) };
}
