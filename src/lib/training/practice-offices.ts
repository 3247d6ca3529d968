export type SectorKey = 'servizi' | 'lavori-pubblici' | 'ambiente' | 'polizia-locale';
export type OfficeKey = 'urp' | 'strade' | 'edifici' | 'verde' | 'ambiente' | 'acque' | 'polizia-locale';

export const practiceSectors: Record<SectorKey, { name: string }> = {
  servizi: { name: 'Servizi al cittadino' },
  'lavori-pubblici': { name: 'Lavori pubblici e manutenzioni' },
  ambiente: { name: 'Ambiente e territorio' },
  'polizia-locale': { name: 'Polizia locale e sicurezza' },
};

export type PracticeOffice = {
  name: string;
  sector: SectorKey;
  phone: string;
  hours: string;
  mailbox: string;
};

const MORNINGS = 'lunedì–venerdì 9–13';
const MORNINGS_AND_TWO_AFTERNOONS = 'lunedì–venerdì 9–13, martedì e giovedì anche 15–17';

export const practiceOffices: Record<OfficeKey, PracticeOffice> = {
  urp: {
    name: 'URP, Diritti del cittadino',
    sector: 'servizi',
    phone: '0586 000 100',
    hours: MORNINGS_AND_TWO_AFTERNOONS,
    mailbox: 'urp@comune.example.it',
  },
  strade: {
    name: 'Strade e manutenzioni',
    sector: 'lavori-pubblici',
    phone: '0586 000 140',
    hours: MORNINGS,
    mailbox: 'strade@comune.example.it',
  },
  edifici: {
    name: 'Edifici, scuole e cimiteri',
    sector: 'lavori-pubblici',
    phone: '0586 000 150',
    hours: MORNINGS,
    mailbox: 'edifici@comune.example.it',
  },
  verde: {
    name: 'Verde e arredo urbano',
    sector: 'ambiente',
    phone: '0586 000 160',
    hours: MORNINGS,
    mailbox: 'verde@comune.example.it',
  },
  ambiente: {
    name: 'Ambiente e igiene urbana',
    sector: 'ambiente',
    phone: '0586 000 170',
    hours: MORNINGS_AND_TWO_AFTERNOONS,
    mailbox: 'ambiente@comune.example.it',
  },
  acque: {
    name: 'Acque e protezione civile',
    sector: 'lavori-pubblici',
    phone: '0586 000 180',
    hours: MORNINGS,
    mailbox: 'acque@comune.example.it',
  },
  'polizia-locale': {
    name: 'Polizia locale',
    sector: 'polizia-locale',
    phone: '0586 000 190',
    hours: 'tutti i giorni 8–20',
    mailbox: 'polizia.locale@comune.example.it',
  },
};
