import { expect, it } from 'vitest';
import { readMigrations, splitRights } from './migrate.ts';

it('the migrations of the project are numbered without gaps', () => {
  const numbers = readMigrations('migrations').map(({ number }) => number);
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
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
