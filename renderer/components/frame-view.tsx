import { ImageOff } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import './frame-view.css';

type FrameViewProps = {
  readonly src: string;
  readonly alt: string;
  readonly width: number;
  readonly height: number;
  /** `width`: as wide as its place; `contain`: as large as fits into a sized place. */
  readonly fit?: 'width' | 'contain';
  /** SVG in frame pixels, drawn over the frame. */
  readonly children?: ReactNode;
  readonly caption?: ReactNode;
};

/** A recorded frame, with marks in the frame's own pixels over it. */
export function FrameView({ src, alt, width, height, fit = 'width', children, caption }: FrameViewProps) {
  const [missing, setMissing] = useState<string | null>(null);
  return (
    <div
      className={`frame-view frame-view-${fit}`}
      style={{ aspectRatio: `${width} / ${height}`, ['--frame-ratio' as string]: width / height }}
    >
      {missing === src ? (
        <p className="frame-missing">
          <ImageOff aria-hidden="true" />
          This frame can’t be read
        </p>
      ) : (
        <img src={src} alt={alt} draggable={false} onError={() => setMissing(src)} />
      )}
      {children && (
        <svg className="frame-marks" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
          {children}
        </svg>
      )}
      {caption}
    </div>
  );
}
