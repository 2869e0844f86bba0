/** The app's mark: an airlock door with its wheel. */
export function AirlockMark() {
  return (
    <svg className="airlock-mark" viewBox="0 0 32 32" aria-hidden="true">
      <rect x="3" y="2" width="26" height="28" rx="9" className="airlock-mark-frame" />
      <rect x="7" y="6" width="18" height="20" rx="6" className="airlock-mark-door" />
      <circle cx="16" cy="16" r="6.2" className="airlock-mark-wheel" />
      <path d="M16 16V9.8M16 16l5.4 3.1M16 16l-5.4 3.1" className="airlock-mark-spokes" />
      <circle cx="16" cy="16" r="2.4" className="airlock-mark-hub" />
    </svg>
  );
}
