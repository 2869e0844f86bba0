import type { Vocabulary } from './sense';

/** Danish and Norwegian, which share most of these words. */
export const NORDIC: Vocabulary = {
  delete: `slet slette sletter slett sletning sletting tilintetgør ødelæg ødelegg destruer formater formatér smid_ud kast_i_papirkurven flyt_til_papirkurv`,
  remove: `afpublicer avpubliser fjern fjerne fjernelse fjerning afinstaller avinstaller frakobl kobl_fra koble_fra`,
  clear: `tøm tømme tømning ryd nulstil nullstill tilbakestill`,
  discard: `kassér kasser forkast`,
  terminate: `opsig opsigelse si_opp avslutt_abonnement afslut_abonnement luk_konto lukk_konto deaktiver deaktivér annuller_ordre annuller_bestilling afbestil avbestill
    avslutt_konto avslutt_medlemskap annuller_abonnement annuller_booking kanseller_ordre kanseller_abonnement kanseller_bestilling opsig_abonnement avlys aflys afmeld_abonnement avslutt_avtale
    opsige luk_kontoen lukk_kontoen nedlæg`,
  pay: `betal betale betaler køb købe kjøp kjøpe bestil bestill afgiv_ordre legg_inn_bestilling afgiv_bestilling gennemfør_køb gennemfør_betaling gennemfør_ordre fullfør_kjøp fullfør_bestilling fullfør_betaling
    bekræft_køb bekreft_kjøp bekræft_betaling bekreft_betaling godkend_betaling godkjenn_betaling bekræft_ordre bekreft_bestilling doner donér donere refunder refundér refusjon indbetal innbetal udbetal utbetal sælg selg byd legg_inn_bud invester
    book_nu book_og_betal tegn_abonnement forny lej lei sett_inn hæv_penge ta_ut_penger tank_op fyll_på gi_en_gave send_ordre vipps`,
  checkout: `gå_til_kassen til_kassen til_kasse kasse kassen reserver`,
  subscribe: `abonner abonnér`,
  transfer: `overfør overføre overførsel overføring send_penge send_penger flyt_penge flytt_penger overfør_penge overfør_penger`,
  send: `send sende sender udgiv publicer publicér publiser offentliggør offentliggjør dele del_opslag del_link del_fil del_dokument del_med del_innlegg del_mappe del_artikel slå_op legg_ut indsend send_inn indgiv rapporter rapportér meld anmeld ansøg ansøg_nu søk_nå søg_jobbet
    søk_på_stillingen gå_live kommenter kommentér post innsend annoncer ring`,
  reply: `svar besvar videresend sitér citer`,
  invite: `inviter invitér tilføj_bruger legg_til_bruker tilføj_medlem legg_til_medlem invitasjon`,
  grant: `bloker blokér blokker spær sperr gør_til_administrator gjør_til_administrator gør_til_admin gjør_til_admin giv_adgang gi_tilgang tildel tilbagekald tilbakekall forfrem suspender suspendér udeluk utesteng
    ændr_rolle endre_rolle tillad_adgang tillat_tilgang ophæv_blokering fjern_tilgang fjern_adgang log_ud_overalt logg_ut_overalt spær_kort`,
  change: `ændr ændre endre skift bytt bytte opdater oppdater nulstil tilbakestill rediger gem lagre omdøb`,
  login: `log_ind logg_inn logg_på`,
  signUp: `opret_konto opprett_konto registrer registrer_deg registrer_dig opret_bruger opprett_bruker åbn_konto åpne_konto`,
  logout: `log_ud logg_ut logg_av`,
  reveal: `vis kopier kopiér afslør avslør generer generér opret opprett hent se`,
  add: `tilføj legg_til opret opprett`,
  run: `kør kjør udfør utfør start genstart start_på_nytt udrul rull_ut implementer installer installér flet slå_sammen luk_ned slå_av sluk stop_server stopp_server deploy omstart sett_i_produksjon
    sæt_i_drift`,
  agree: `accepter acceptér accepterer aksepter godta godtar godkend godkender godkjenn enig samtykker samtykke afmeld meld_av avslutt_nyhetsbrev accepter_alle`,
  allow: `tillad tillat autoriser`,
  sign: `underskriv signer signér undertegn`,
  refuse: `afvis avvis avslå afslå avslag`,
  download: `download hent_fil last_ned eksporter eksportér gem_som lagre_som`,
  upload: `upload last_opp importer importér overfør_fil`,
  attach: `vedhæft legg_ved vælg_fil velg_fil gennemse bla_gjennom`,
  confirm: `bekræft bekreft ja ok fuldfør fullfør gennemfør gjennomfør afslut`,
  next: `fortsæt fortsett næste neste gem lagre anvend bruk`,
  look: `vis åbn åpne søg søk filtrer sorter sortér mere mer læs les sammenlign udskriv skriv_ut administrer tilbage tilbake vælg velg rediger luk lukk hjælp hjelp følg gem_kladde lagre_utkast
    læg_i_kurv legg_i_handlekurv forhåndsvis skjul hvordan opdater oppdater tilpas tilpass`,
  callOff: `annuller annullér annuler avbryt afbryd stop stopp kanseller`,
  undo: `fortryd angre gendan gjenopprett fortryde`,
  not: `ikke ikkje nej nei behold aldrig aldri intet`,
  later: `senere ikke_nu ikke_nå spring_over hopp_over`,
  money: `penge penger beløb beløp betaling* overførsel* overføring* faktura fakturaer løn lønn saldo modtager mottaker iban bank køb kjøp donation pris kreditkort`,
  contract: `abonnement medlemskab medlemskap aftale avtale booking bestilling ordre forsikring reservation time`,
  proposal: `ansøgning* søknad* ansøger kandidat* ferie fravær tilbud forslag invitation invitasjon møde møte udlæg utlegg anmodning forespørsel`,
  view: `filter filtre filtrene søgning søk søkehistorikk markering sortering kolonne kolonner formatering felt favorit favoritter notifikation varsler varsel ønskeliste visning etikett`,
  cart: `kurv kurven handlekurv handlekurven indkøbskurv indkøbskurven`,
  trash: `papirkurv papirkurven papirkorg søppel`,
  forever: `permanent endeligt endelig for_altid for_alltid alle_data alt uigenkaldeligt`,
  grave: `konto kontoen database databasen lager organisation organisasjon arbejdsområde arbeidsområde enhed enhet sikkerhedskopi sikkerhetskopi server serveren tabel tabell websted nettsted domæne profil virksomhed bruker_konto`,
  people: `bruger brugere brugeren bruker brukere brukeren medlem medlemmer administrator medarbejder ansatt kollega`,
  secret: `adgangskode adgangskoden kodeord passord passordet nøgle nøgler nøkkel nøkler api_nøgle api_nøkkel token pinkode pin hemmelighed hemmelighet legitimationsoplysninger gendannelseskoder gjenopprettingskoder`,
  access: `rettigheder rettigheter tilladelser tillatelser rolle roller adgang tilgang tofaktor* totrins* synlighed synlighet sikkerhed sikkerhet`,
  owner: `ejerskab eierskap ejer eier`,
  terms: `vilkår vilkårene betingelser betingelserne betingelsene privatliv personvern licens lisens`,
  cookie: `cookies informasjonskapsler`,
  public: `offentlig offentligt`,
  message: `besked melding e_mail e_post mail kommentar opslag innlegg kampagne kampanje nyhedsbrev`,
  machine: `server serveren instans maskine tjeneste container`,
  place: `*historik historik *historikk historikk indstillinger innstillinger *indstillinger *innstillinger hjælp hjelp vejledning veiledning liste *liste rapport *rapport skabelon mal *metoder *metode
    muligheder alternativer status *status politik oversigt *oversigt oversikt *oversikt dato forfaldsdato forfallsdato startdato slutdato sluttdato fødselsdato utløpsdato udløbsdato betalingsdato leveringsdato adresse *adresse kalender anmodninger statistik kontoudtog kontoutskrift log *log kladde utkast gebyrer *frist
    *plan *nummer påmindelse`,
  section: `betalinger overførsler overføringer bestillinger ordrer køb_historik sendt sendte slettede slettet udgivelser fakturaer brugere brukere roller tilladelser tillatelser invitationer invitasjoner abonnementer
    transaktioner transaksjoner refusioner refusjoner downloads donationer`,
};
