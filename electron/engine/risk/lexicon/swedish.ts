import type { Vocabulary } from './sense';

export const SWEDISH: Vocabulary = {
  delete: `radera raderar radering ta_bort tar_bort borttagning förstör* utplåna formatera slänga släng släng_i_papperskorgen`,
  remove: `avpublicera avinstallera koppla_bort avlägsna plocka_bort vräk avskeda`,
  clear: `töm tömma rensa rensning återställ_fabriks* nollställ*`,
  discard: `kasta förkasta`,
  terminate: `säg_upp säga_upp uppsägning avsluta_konto avsluta_abonnemang avsluta_prenumeration avsluta_medlemskap avbeställ* avboka avbokning inaktivera stäng_konto
    stänga_konto avsluta_kontot annullera* avbryt_abonnemang avbryt_prenumeration makulera fabriksinställningar`,
  pay: `betal betala betalar köp köpa köper beställ beställa slutför_köp slutför_beställning slutför_köpet genomför_köp genomför_betalning genomför_köpet lägg_beställning lägg_order bekräfta_köp
    bekräfta_betalning bekräfta_beställning godkänn_betalning skänk donera återbetal* ladda_på sätt_in ta_ut_pengar sälj sälja buda lägg_bud investera boka_nu boka_och_betala boka teckna
    swisha hyr förnya skicka_pengar_nu bekräfta_bokning utbetal* attestera betala_avgift`,
  checkout: `till_kassan gå_till_kassan kassa reservera`,
  subscribe: `prenumerera`,
  transfer: `överför överföra överföring skicka_pengar flytta_pengar för_över gör_överföring`,
  handle: `lämna_tillbaka betala_tillbaka driv_in kreditera frigör`,
  send: `skicka skickar sänd sända publicera publicering dela delar lägg_upp posta lämna_in skicka_in rapportera anmäl ansök ansök_nu gå_live meddela kommentera
    sök_jobbet anmälan_skicka ring utlys utfärda`,
  reply: `svara vidarebefordra citera`,
  invite: `bjud_in bjuda_in lägg_till_användare lägg_till_medlem inbjudan`,
  grant: `blockera avblockera stäng_av_användare spärra gör_till_administratör gör_till_admin ge_åtkomst tilldela återkalla befordra bevilja_åtkomst ändra_roll
    tillåt_åtkomst degradera ändra_behörighet logga_ut_överallt lås_konto lås_upp spärr* ge_behörighet bannlys`,
  change: `ändra byt byta uppdatera återställ redigera spara ange döp_om höj`,
  login: `logga_in inloggning`,
  signUp: `registrera registrera_dig skapa_konto öppna_konto`,
  logout: `logga_ut`,
  reveal: `visa kopiera avslöja generera skapa hämta se rotera`,
  add: `lägg_till skapa`,
  run: `kör köra starta starta_om starta_servern driftsätt* distribuera installera slå_ihop sammanfoga stäng_av stoppa_server utför exekvera omstart slå_samman
    avsluta_process rulla_ut rulla_tillbaka`,
  agree: `acceptera accepterar godkänn godkänner godkänna samtyck* håller_med avregistrera avprenumerera acceptera_alla`,
  allow: `tillåt auktorisera bemyndiga`,
  sign: `signera underteckna skriv_under`,
  refuse: `avslå avböj avböja avvisa neka`,
  download: `ladda_ner ladda_ned hämta_fil exportera spara_som nedladdning`,
  upload: `ladda_upp importera uppladdning`,
  attach: `bifoga välj_fil välj_filer bläddra`,
  confirm: `bekräfta ja ok slutför genomför utför fullfölj verkställ`,
  next: `fortsätt nästa spara tillämpa`,
  look: `visa öppna sök filtrera sortera mer läs jämför skriv_ut hantera tillbaka välj redigera stäng hjälp inställ följ spara_utkast lägg_i_varukorg lägg_i_kundvagn förhandsgranska
    dölj hur uppdatera utforska anpassa översätt`,
  callOff: `avbryt stoppa`,
  undo: `ångra återställ återta återskapa`,
  not: `inte inget nej behåll aldrig ej`,
  later: `senare inte_nu hoppa_över påminn`,
  money: `pengar belopp betalning* överföring* faktura fakturor lön löner saldo mottagare iban bank köp donation pris kreditkort bankkonto hyra hyran deposition utdelning betald`,
  contract: `abonnemang prenumeration medlemskap avtal bokning beställning order försäkring tid`,
  proposal: `ansökan ansökningar sökande kandidat* semester ledighet frånvaro erbjudande förslag inbjudan möte utlägg begäran förfrågan`,
  view: `filter filtret sökning sökningar sökhistorik val markering sortering kolumn kolumner formatering fält favorit favoriter avisering aviseringar önskelista vy etikett påminnelse från_listan från_historiken från_kön`,
  row: `rad raden rader cell`,
  document: `infoga_rad rad_ovanför infoga_kolumn sammanfoga_celler`,
  cart: `varukorg varukorgen kundvagn kundvagnen kundkorg`,
  trash: `papperskorg papperskorgen`,
  forever: `permanent slutgiltigt allt för_alltid alla_data oåterkalleligt`,
  grave: `konto kontot arkiv databas databasen organisation arbetsyta enhet säkerhetskopia server servern tabell webbplats domän företag profil fabriksinställningar`,
  people: `användare medlem medlemmar administratör anställd kollega användaren hyresgäst* patient* elev elever kund kunder betalningsmottagare`,
  secret: `lösenord lösenordet nyckel nycklar api_nyckel token pin_kod pinkod hemlighet inloggningsuppgifter återställningskoder cvv`,
  access: `behörighet behörigheter roll roller åtkomst rättigheter tvåfaktor* tvåstegs* synlighet säkerhet gräns`,
  owner: `ägarskap ägare äganderätt`,
  terms: `villkor villkoren användarvillkor integritetspolicy licens avtalet`,
  cookie: `cookies kakor`,
  public: `offentlig offentligt publik`,
  message: `meddelande e_post mejl kommentar inlägg kampanj nyhetsbrev`,
  machine: `server servern instans maskin tjänst container`,
  place: `*historik historik inställningar *inställningar hjälp guide lista *lista *rapport rapport mall *mallar *metoder *metod *sätt alternativ status *status policy översikt *översikt
    datum *datum adress *adress kalender förfrågningar statistik kontoutdrag logg *logg utkast *plan avgifter *avgifter påminnelse *nummer *uppgifter *villkor`,
  section: `betalningar överföringar beställningar köp_historik skickat skickade borttagna raderade publiceringar fakturor användare roller behörigheter inbjudningar prenumerationer
    transaktioner återbetalningar bokningar nedladdningar donationer inköp skicka_test skicka_testmejl`,
};
