import { chromium } from 'playwright-core';
import sparticuz from '@sparticuz/chromium';
process.env.AWS_EXECUTION_ENV ??= '';
const [base, width, js, login, ...paths] = process.argv.slice(2);
const exe = process.env.CHROME ?? await sparticuz.executablePath();
const browser = await chromium.launch({ executablePath: exe, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
const context = await browser.newContext({ viewport: { width: Number(width), height: 900 }, javaScriptEnabled: js === 'js', locale: 'it-IT' });
const page = await context.newPage();
if (login !== '-') { await page.goto(base + '/ufficio/accesso'); await page.getByRole('button', { name: new RegExp(login) }).click(); }
for (const p of paths) { await page.goto(base + p); const name = '/tmp/shots/' + width + p.replaceAll(/[^\w-]+/g, '_') + '.png'; await page.screenshot({ path: name, fullPage: true }); console.log(name, page.url(), await page.title()); }
await browser.close();
