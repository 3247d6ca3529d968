import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const project = dirname(dirname(fileURLToPath(import.meta.url)));

/** @param {...string} parts */
export const inProject = (...parts) => join(project, ...parts);

/** The Node that is a dependency: everything but these scripts runs on it. */
export const installedNode = inProject('node_modules', '.bin', 'node');
