/** Frames under `test/unit/renderer/fixtures/frames`: pages of the practice site. */
export const FAKE_FRAMES = {
  dashboard: '784d15ff25808c4aa981a7db0e7d159a2fcf2c1d13a3fdc30f8dd737d173fe92',
  exports: 'a77cdedaa113a8be14b0532bc5c19c509ab4d4ae777c5e01c4ecca83267bca75',
  scrolled: 'b08ff99d7ab5947f75bdce1980b01e03667d18b9b0413e106d7ddb0eccb7c3cb',
  downloaded: 'a3a9a5f28f7ff7270628ad1d17f2a22f4271a62efc9143650a3de185a57712f6',
  payments: 'be34e0f18c1712a5abf014defcb61962c3b7e79b79f83a4008f42989e39ad7e2',
  messages: 'b549742e74823ee7d602846c7c0183897ad9f5e4f9ef89afc12e4563c2e03713',
  message: 'dae8ba0fabce923319ab54600dfd2359c212d75a88194e1624ac97257b46c816',
} as const;
