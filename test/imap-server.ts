import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import nodemailer from 'nodemailer';
import { SMTPServer } from 'smtp-server';
import { freePort } from '../e2e/world/round-robin.ts';

/**
 * A mail provider on this machine: takes mail by SMTP (smtp-server), delivers it by LMTP to Debian's Dovecot, whose IMAP the
 * program reads. So every hop is a protocol over a wire, and none of the three is ours.
 */
export type MailProvider = {
  smtpUrl: string;
  /** Of the mailbox that takes what has none of its own: `mailboxOf('comune')`. */
  imapUrl: string;
  /** Any name `@localhost` is a mailbox, made by its first mail. */
  mailboxOf(name: string): string;
  restart(): Promise<void>;
  stop(): Promise<void>;
};

const packages = ['dovecot-core', 'dovecot-imapd', 'dovecot-lmtpd'];
/** Where Debian's build looks for its modules; the copy is told another place with as many letters. */
const modulesOfDebian = '/usr/lib/dovecot/modules';
const password = 'prova';

/** Null where there is no Debian to bring Dovecot from. */
export async function startMailProvider(): Promise<MailProvider | null> {
  const root = bringDovecot();
  if (!root) return null;
  const folder = mkdtempSync(join(tmpdir(), 'insieme-imap-'));
  const ports = { imap: await freePort(), lmtp: await freePort() };
  // Dovecot reads mail as nobody but root where root starts it: it is started as an ordinary user.
  const user =
    userInfo().uid === 0 ? { uid: 65_534, gid: 65_534, name: 'nobody' } : { ...userInfo(), name: userInfo().username };
  const config = join(folder, 'dovecot.conf');
  writeFileSync(config, settings(root, folder, user, ports));
  mkdirSync(join(folder, 'mail'));
  chmodSync(folder, 0o755);
  for (const path of [folder, join(folder, 'mail'), config]) chownSync(path, user.uid, user.gid);

  let dovecot = await startDovecot(root, config, user, ports);
  const smtp = await openSmtp(ports.lmtp);
  const stopDovecot = async () => {
    dovecot.kill('SIGTERM');
    if (dovecot.exitCode === null && dovecot.signalCode === null) await once(dovecot, 'exit');
  };
  const mailboxOf = (name: string) => `imap://${name}:${password}@127.0.0.1:${String(ports.imap)}/INBOX`;
  return {
    smtpUrl: `smtp://127.0.0.1:${String(smtp.port)}`,
    imapUrl: mailboxOf('comune'),
    mailboxOf,
    async restart() {
      await stopDovecot();
      dovecot = await startDovecot(root, config, user, ports);
    },
    async stop() {
      await Promise.all([stopDovecot(), smtp.close()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The packages, unpacked once for this user and kept; nothing is installed. */
function bringDovecot(): string | null {
  if (!existsSync('/usr/bin/apt-get') || !existsSync('/usr/bin/dpkg-deb')) return null;
  const kept = join(tmpdir(), `insieme-dovecot-${String(userInfo().uid)}`);
  if (existsSync(kept)) return kept;
  const making = mkdtempSync(join(tmpdir(), 'insieme-dovecot-making-'));
  chmodSync(making, 0o755);
  const download = () => execFileSync('apt-get', ['download', ...packages], { cwd: making, stdio: 'pipe' });
  try {
    download();
  } catch {
    // A bare machine has no lists yet.
    execFileSync('apt-get', ['update'], { stdio: 'pipe' });
    download();
  }
  for (const file of readdirSync(making).filter((name) => name.endsWith('.deb'))) {
    execFileSync('dpkg-deb', ['-x', file, '.'], { cwd: making });
  }
  const libraries = join(making, 'usr/lib/dovecot');
  const elsewhere = join(tmpdir(), `${String(process.pid)}-modules-of-dovecot-of-debian`).slice(
    0,
    modulesOfDebian.length,
  );
  for (const name of readdirSync(libraries).filter((one) => one.startsWith('libdovecot.so') && !one.endsWith('.so'))) {
    const bytes = readFileSync(join(libraries, name)).toString('latin1');
    rmSync(join(libraries, name));
    writeFileSync(join(libraries, name), bytes.replaceAll(modulesOfDebian, elsewhere), 'latin1');
  }
  rmSync(elsewhere, { force: true });
  symlinkSync(join(kept, 'usr/lib/dovecot/modules'), elsewhere);
  renameSync(making, kept);
  return kept;
}

type User = { uid: number; gid: number; name: string };
type Ports = { imap: number; lmtp: number };

const libraryPath = (root: string) =>
  [join(root, 'usr/lib/dovecot'), join(root, modulesOfDebian.slice(1), 'old-stats')].join(':');

async function startDovecot(root: string, config: string, user: User, ports: Ports): Promise<ChildProcess> {
  const child = spawn(
    join(root, 'usr/bin/doveconf'),
    ['-f', 'service=master', '-c', config, '-m', 'master', '-e', join(root, 'usr/sbin/dovecot'), '-F'],
    {
      stdio: 'ignore',
      cwd: '/',
      env: { PATH: process.env.PATH, LD_LIBRARY_PATH: libraryPath(root) },
      ...(userInfo().uid === 0 && { uid: user.uid, gid: user.gid }),
    },
  );
  const ended = once(child, 'exit').then(() => {
    throw new Error('Dovecot did not start');
  });
  await Promise.race([Promise.all([answers(ports.imap), answers(ports.lmtp)]), ended]);
  ended.catch(() => undefined);
  return child;
}

/** Resolves when somebody greets on this port. */
async function answers(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    const greeted = await Promise.race([
      once(socket, 'data').then(
        () => true,
        () => false,
      ),
      once(socket, 'close').then(
        () => false,
        () => false,
      ),
    ]);
    socket.destroy();
    if (greeted) return;
  }
}

async function openSmtp(lmtpPort: number): Promise<{ port: number; close(): Promise<void> }> {
  const lmtp = nodemailer.createTransport({ host: '127.0.0.1', port: lmtpPort, lmtp: true, ignoreTLS: true });
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    onData(stream, { envelope: { mailFrom, rcptTo } }, taken) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const from = mailFrom === false ? '' : mailFrom.address;
        const own = rcptTo.map(({ address }) => address).filter((address) => address.endsWith('@localhost'));
        const to = own.length > 0 ? own : 'comune@localhost';
        lmtp.sendMail({ envelope: { from, to }, raw: Buffer.concat(chunks) }).then(
          () => taken(),
          (error: unknown) => taken(error instanceof Error ? error : new Error('not delivered')),
        );
      });
    },
  });
  const port = await freePort();
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        lmtp.close();
        server.close(resolve);
      }),
  };
}

function settings(root: string, folder: string, user: User, ports: Ports): string {
  const programs = join(root, 'usr/lib/dovecot');
  return `base_dir = ${folder}/base
state_dir = ${folder}/state
log_path = ${folder}/log
protocols = imap lmtp
listen = 127.0.0.1
libexec_dir = ${programs}
mail_plugin_dir = ${programs}/modules
login_plugin_dir = ${programs}/modules/login
import_environment = LD_LIBRARY_PATH=${libraryPath(root)}
default_internal_user = ${user.name}
default_login_user = ${user.name}
default_internal_group = ${String(user.gid) === '65534' ? 'nogroup' : user.name}
auth_mechanisms = plain
disable_plaintext_auth = no
ssl = no
mail_location = maildir:${folder}/mail/%n
first_valid_uid = 0
first_valid_gid = 0
passdb {
  driver = static
  args = password=${password}
}
userdb {
  driver = static
  args = uid=${String(user.uid)} gid=${String(user.gid)} home=${folder}/mail/%n
}
service config {
  executable = config -c ${folder}/dovecot.conf
}
service anvil {
  chroot =
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${String(ports.imap)}
  }
  inet_listener imaps {
    port = 0
  }
}
service lmtp {
  inet_listener lmtp {
    port = ${String(ports.lmtp)}
  }
}
`;
}
