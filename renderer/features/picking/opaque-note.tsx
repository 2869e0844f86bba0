import { TriangleAlert } from 'lucide-react';

/** What no detector can look into. */
export function OpaqueNote() {
  return (
    <p className="pick-note pick-note-warning" role="status">
      <TriangleAlert aria-hidden="true" />
      <span>
        Nobody can read what a canvas, an image or a video shows, so nothing is detected in it. Mask its
        element, or its place on the screen.
      </span>
    </p>
  );
}
