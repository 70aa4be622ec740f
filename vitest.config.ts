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
    setupFiles: ['tests/setup.ts'],
  },
});
