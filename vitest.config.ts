import { defineConfig } from 'vitest/config';

// A zone far from the festival's, with another day most of the time: whatever asks the server's own zone fails here.
// Set before the workers start, so that Date, Intl and Luxon all have it from their first call.
process.env['TZ'] = 'Pacific/Apia';

export default defineConfig({
  test: {
    environment: 'node',
    include: ['tests/**/*.test.ts'],
    // Processes, not threads: better-sqlite3 and TZ belong to a process.
    pool: 'forks',
    // One for each core, not one less: many tests wait for processes that they started.
    maxWorkers: '100%',
    setupFiles: ['tests/setup.ts'],
    globalSetup: ['tests/build-once.ts'],
    // Guards against hanging, never measures: a busy machine is slow.
    hookTimeout: 180_000,
    testTimeout: 180_000,
    expect: { poll: { timeout: 20_000 } },
  },
});
