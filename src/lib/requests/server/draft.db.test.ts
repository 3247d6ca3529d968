import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { digestOfSecret } from '#lib/kernel/server/form-key.ts';
import { openTestDatabase, type TestDatabase } from '#test/test-database.ts';
import { buildTwoTowns, type Town } from '#test/town.ts';
import { emptyReport } from '../report-form.ts';
import { deleteDraft, newDraftSecret, readDraft, saveDraft, sweepDrafts } from './draft.ts';

let db: TestDatabase;
let here: Town;
let there: Town;
const now = Temporal.Instant.from('2026-11-23T09:00:00Z');
const draft = { fields: { ...emptyReport(), title: 'Buca' }, answers: {}, sent: null };

beforeAll(async () => {
  db = await openTestDatabase(inject('ownerUrl'));
  [here, there] = await buildTwoTowns(db.web);
});
afterAll(() => db.close());

const of = (town: Town, secret: string) => ({ municipality: town.id, holder: digestOfSecret(secret) });

describe('a draft', () => {
  test('is read again by its secret, in its municipality alone', async () => {
    const secret = newDraftSecret();
    await saveDraft(db.web, of(here, secret), draft, now);
    expect(await readDraft(db.web, of(here, secret), now)).toEqual(draft);
    expect(await readDraft(db.web, of(there, secret), now)).toBeNull();
    expect(await readDraft(db.web, of(here, newDraftSecret()), now)).toBeNull();
  });

  test('lives a week from the last touch, then goes', async () => {
    const secret = newDraftSecret();
    await saveDraft(db.web, of(here, secret), draft, now);
    const later = now.add({ hours: 6 * 24 });
    await saveDraft(db.web, of(here, secret), { ...draft, sent: { reference: '2026-00001', key: 'k' } }, later);
    await sweepDrafts(db.worker, here.id, later.add({ hours: 6 * 24 }));
    expect(await readDraft(db.web, of(here, secret), later.add({ hours: 6 * 24 }))).toMatchObject({
      sent: { reference: '2026-00001' },
    });
    expect(await readDraft(db.web, of(here, secret), later.add({ hours: 7 * 24 + 1 }))).toBeNull();
    await sweepDrafts(db.worker, here.id, later.add({ hours: 7 * 24 + 1 }));
    expect(await readDraft(db.web, of(here, secret), later)).toBeNull();
  });

  test('of another shape counts as none', async () => {
    const secret = newDraftSecret();
    await saveDraft(db.web, of(here, secret), draft, now);
    await db.owner
      .updateTable('draft')
      .set({ data: JSON.stringify({ fields: { title: 7 } }) })
      .where('municipality_id', '=', here.id)
      .where('token_digest', '=', of(here, secret).holder)
      .execute();
    expect(await readDraft(db.web, of(here, secret), now)).toBeNull();
  });

  test('that is thrown away is gone', async () => {
    const secret = newDraftSecret();
    await saveDraft(db.web, of(here, secret), draft, now);
    await deleteDraft(db.web, of(here, secret));
    expect(await readDraft(db.web, of(here, secret), now)).toBeNull();
  });
});
