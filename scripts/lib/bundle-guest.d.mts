export function bundleGuest(): Promise<void>;
