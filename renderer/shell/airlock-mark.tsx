/** The app's mark: an airlock door with its wheel. */
export function AirlockMark() {
  return (
    <svg className="airlock-mark" viewBox="0 0 32 32" aria-hidden="true">
      <rect x="3" y="2" width="26" height="28" rx="9" className="airlock-mark-frame" />
      <rect x="7" y="6" width="18" height="20" rx="6" className="airlock-mark-door" />
      <circle cx="16" cy="16" r="5" className="airlock-mark-wheel" />
      <path
        d="M16 8.5v15M8.5 16h15M10.7 10.7l10.6 10.6M21.3 10.7 10.7 21.3"
        className="airlock-mark-spokes"
      />
      <circle cx="16" cy="16" r="1.6" className="airlock-mark-hub" />
    </svg>
  );
}
