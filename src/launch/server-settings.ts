/**
 * Of postgresql.conf, for a town's one small machine: the whole program rests under 200 MB, and everything that a
 * town has fits into the system's own cache anyway. A large installation brings a server of its own.
 */
export function serverSettings(wanted: {
  durable: boolean;
  maxConnections: number;
  runtime: string;
}): Record<string, string> {
  return {
    listen_addresses: '', // the Unix socket only
    unix_socket_directories: wanted.runtime,
    unix_socket_permissions: '0700',
    max_connections: String(wanted.maxConnections),
    timezone: 'UTC',
    password_encryption: 'scram-sha-256',

    shared_buffers: '64MB',
    maintenance_work_mem: '32MB',
    max_wal_size: '512MB',
    jit: 'off', // costs more than it gives on short statements
    io_method: 'sync', // no processes of its own for reading
    max_wal_senders: '0',
    max_worker_processes: '4',
    autovacuum_max_workers: '2',

    // Statements and details of errors can hold personal data: the log has neither.
    log_min_messages: 'warning',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',

    ...(wanted.durable
      ? {}
      : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', wal_level: 'minimal' }),
  };
}
