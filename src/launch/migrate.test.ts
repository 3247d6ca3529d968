import { expect, it } from 'vitest';
import { readMigrations, splitRights } from './migrate.ts';

it('the migrations of the project have a number each, and nobody changes the place of another', () => {
  const numbers = readMigrations('migrations').map(({ number }) => number);
  expect(new Set(numbers).size).toBe(numbers.length);
  // Numbers are given before the work is done: what is begun first may come second, and leaves a gap until then.
  expect(numbers.slice(0, 7)).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

it('rights are told from the rest of a migration', () => {
  const { schema, rights } = splitRights(`create table a (b text default 'grant all to insieme_web');
grant select on a to insieme_web, insieme_worker;
grant insert
  on a to insieme_web;
grant select on a to public;
do $$
begin
  create role insieme_web;
end
$$;
create table c (d int);`);
  expect(rights).toBe(`grant select on a to insieme_web, insieme_worker;
grant insert
  on a to insieme_web;
do $$
begin
  create role insieme_web;
end
$$;`);
  expect(schema).toContain('create table a');
  expect(schema).toContain('grant select on a to public');
  expect(schema).toContain('create table c');
  expect(schema).not.toMatch(/^(grant.*insieme|do)/m);
});

it('no right of a migration of the project is overlooked', () => {
  for (const { name, sql } of readMigrations('migrations')) {
    const withoutComments = splitRights(sql).schema.replace(/--.*$/gm, '');
    expect(withoutComments, name).not.toMatch(/insieme_(web|worker)/);
  }
});
