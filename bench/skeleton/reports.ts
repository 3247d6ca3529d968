import { randomBytes, randomInt } from 'node:crypto';
import type { CategoryId, HamletId } from '#lib/kernel/ids.ts';
import { questionsOf } from '#lib/categories/happening.ts';
import { listCategories } from '#lib/categories/server/categories.ts';
import { listHamlets } from '#lib/places/server/hamlets.ts';
import { emptyReport, type ReportFields } from '#lib/requests/report-form.ts';
import type { ReportRequest } from '#lib/requests/server/report-request.ts';
import type { Ground } from './ground.ts';

/** Makes what citizens hand in: words of the practice requests, any category, any hamlet. */
export type ReportMaker = { fields: () => ReportFields; report: () => ReportRequest };

export async function openReportMaker({ owner, municipality, keys }: Ground): Promise<ReportMaker> {
  // Those that ask nothing more: what is measured is the way in, not what somebody answers.
  const categories = (await listCategories(owner, municipality.id)).filter(
    (category) => questionsOf(category).length === 0,
  );
  const hamlets = await listHamlets(owner, municipality.id);
  const models = await owner
    .selectFrom('request')
    .select(['place', 'title', 'body', 'author_name'])
    .where('municipality_id', '=', municipality.id)
    .orderBy('number')
    .limit(100)
    .execute();

  function fields(): ReportFields {
    const { place, title, body, author_name } = any(models);
    return {
      ...emptyReport(),
      place,
      hamlet: any(hamlets).id,
      latitude: '43.406',
      longitude: '10.473',
      category: any(categories).id,
      danger: '',
      title,
      body,
      name: author_name,
      email: `${randomBytes(6).toString('hex')}@example.it`,
      phone: '',
    };
  }
  return {
    fields,
    report() {
      const { latitude, longitude, name, email, hamlet, category, place, title, body } = fields();
      return {
        place,
        title,
        body,
        danger: false,
        answers: {},
        kind: 'fault',
        category: category as CategoryId,
        hamlet: hamlet as HamletId,
        point: { latitude: Number(latitude), longitude: Number(longitude) },
        author: { name, email, phone: null },
        language: 'it',
        channel: 'site',
        keyId: keys.current,
        files: [],
        holder: '',
      };
    },
  };
}

export function any<T>(from: readonly T[]): T {
  const found = from[randomInt(from.length)];
  if (found === undefined) throw new Error('nothing to choose from');
  return found;
}
