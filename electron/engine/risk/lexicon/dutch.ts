import type { Vocabulary } from './sense';

export const DUTCH: Vocabulary = {
  delete: `verwijder* vernietig* verwijderd wis formatteer* gooi_weg weggooien naar_prullenbak`,
  remove: `verbinding_verbreken depubliceren offline_halen publicatie_intrekken de_installeren deïnstalleren loskoppelen ontkoppelen weghalen uitzetten ontslaan`,
  clear: `leegmaken leeg_maken legen wissen reset resetten opnieuw_instellen`,
  discard: `negeren_wijzigingen verwerp* verwerpen`,
  terminate: `opzeggen opzegging zeg_op beëindig* deactiver* abonnement_annuleren bestelling_annuleren boeking_annuleren account_sluiten rekening_sluiten
    rekening_opheffen opheffen account_opheffen abonnement_stopzetten stopzetten reservering_annuleren afspraak_annuleren order_annuleren contract_annuleren fabrieksinstellingen`,
  pay: `betaal betalen afrekenen_en_betalen betaal_nu koop kopen nu_kopen aankoop_afronden aankoop_voltooien bestel bestellen bestelling_plaatsen bestelling_afronden bestelling_bevestigen
    betaling_bevestigen betaling_uitvoeren betaling_goedkeuren betaling_autoriseren bevestig_betaling doneer doneren terugbetal* terugbetaling_uitvoeren opwaarderen storten verkoop verkopen
    bieden plaats_bod beleggen investeren boek_nu nu_boeken boeken reserveer_en_betaal abonnement_afsluiten afsluiten_abonnement voldoen uitbetalen
    opnemen_geld inschrijven_betalen incasseren verlengen huren plaats_order order_plaatsen boeking_bevestigen afschrijven geld_opnemen kosten_betalen`,
  checkout: `naar_kassa afrekenen naar_betalen reserveren verder_naar_betalen doorgaan_naar_betalen`,
  subscribe: `abonneren abonneer`,
  transfer: `overboek* overboeking overmaken maak_over geld_versturen geld_overmaken geld_sturen overschrijven overschrijving`,
  handle: `teruggeven innen verwerken vrijgeven crediteren markeer_als_betaald`,
  send: `verzend verzenden verzending verstuur versturen stuur sturen publiceer publiceren plaats plaatsen bericht_plaatsen deel delen indienen dien_in posten solliciteer
    solliciteren uitzenden melden aankondigen rapporteren ga_live bekendmaken commentaar_plaatsen inzenden bellen factureren`,
  reply: `beantwoord* antwoorden reageren reageer doorsturen citeren`,
  invite: `uitnodig* nodig_uit gebruiker_toevoegen lid_toevoegen uitnodiging`,
  grant: `blokkeer blokkeren deblokkeren opschorten schors schorsen promoveer promoveren maak_beheerder beheerder_maken toegang_verlenen toegang_intrekken intrekken
    toekennen rol_wijzigen rol_toewijzen verbannen toegang_geven rechten_wijzigen overal_uitloggen degraderen beheerder_maken toewijzen ontgrendelen account_koppelen`,
  change: `wijzig* verander* aanpassen bijwerken bewerken opslaan instellen resetten hernoemen verhog*`,
  login: `inloggen log_in aanmelden`,
  signUp: `registrer* account_aanmaken account_maken rekening_openen maak_account`,
  logout: `uitloggen afmelden log_uit`,
  reveal: `toon tonen weergeven kopieer kopiëren onthul* genereer genereren bekijk bekijken maken aanmaken downloaden exporteren`,
  add: `toevoegen voeg_toe aanmaken maken`,
  run: `uitvoeren voer_uit start starten herstart* opnieuw_starten opnieuw_opstarten implementeer* implementeren uitrollen installeer installeren samenvoegen afsluiten_server
    uitschakelen deployen stoppen_server in_productie`,
  agree: `accepteer accepteren akkoord ga_akkoord goedkeur* instemmen alles_accepteren uitschrijven afmelden_nieuwsbrief instem`,
  allow: `toestaan sta_toe machtig* autoriseer* toestemming`,
  sign: `onderteken* teken_document`,
  refuse: `weiger* afwijz* wijs_af afkeur* keur_af`,
  download: `download downloaden exporteer exporteren opslaan_als`,
  upload: `upload uploaden importeer importeren`,
  attach: `bijvoegen bestand_kiezen bestanden_kiezen bladeren bijlage_toevoegen bijlage kies_bestand`,
  confirm: `bevestig* ja ok oké voltooien voltooi afronden rond_af doorvoeren`,
  next: `doorgaan verder volgende opslaan toepassen ga_door`,
  look: `bekijk bekijken tonen toon weergeven openen open zoek zoeken filter filteren sorteren sorteer meer lees vergelijken afdrukken beheren terug selecteren kies kiezen
    bewerken sluiten help configureren volgen concept_opslaan in_winkelwagen voorbeeld verbergen hoe vernieuwen ontdek details vertalen vertaal`,
  callOff: `stoppen stopzetten_proces annuleer annuleren annulering afbreken stop`,
  undo: `ongedaan* herstel herstellen terugzetten terughalen`,
  not: `niet geen nee behouden behoud nooit`,
  later: `later niet_nu overslaan straks`,
  money: `geld bedrag betaling* overboeking* factuur facturen salaris salarissen saldo begunstigde iban bank aankoop donatie prijs creditcard incasso spaarrekening huur borg waarborgsom dividend betaald`,
  contract: `abonnement abonnementen lidmaatschap contract boeking bestelling bestellingen reservering afspraak verzekering`,
  proposal: `sollicitatie* sollicitant* kandidaat kandidaten aanvraag aanvragen verlof vakantie afwezigheid aanbod voorstel uitnodiging vergadering declaratie* verzoek verzoeken`,
  view: `filter filters zoekopdracht zoekopdrachten zoekgeschiedenis selectie sortering kolom kolommen opmaak veld favoriet favorieten melding meldingen
    verlanglijst weergave label herinnering herinneringen uit_lijst uit_geschiedenis uit_wachtrij melding`,
  row: `rij rijen cel`,
  document: `rij_invoegen rij_boven kolom_invoegen cellen_samenvoegen`,
  cart: `winkelwagen winkelmand winkelmandje`,
  trash: `prullenbak prullenmand`,
  forever: `definitief permanent voorgoed onherroepelijk alle_gegevens alles`,
  grave: `account repository database databank organisatie werkruimte apparaat back_up backup server rekening tabel website domein profiel bedrijf fabrieksinstellingen`,
  people: `gebruiker gebruikers lid leden beheerder medewerker medewerkers collega gast huurder* patiënt* leerling* klant* begunstigde* begunstigde`,
  secret: `wachtwoord wachtwoorden sleutel sleutels api_sleutel token tokens pincode pin geheim inloggegevens herstelcodes cvv toegangscode`,
  access: `recht rechten machtigingen rol rollen toegang tweestaps* tweefactor* 2fa zichtbaarheid beveiliging limiet`,
  owner: `eigendom eigenaar eigenaarschap`,
  terms: `voorwaarden privacy licentie overeenkomst`,
  cookie: `cookies`,
  public: `openbaar publiek`,
  message: `bericht e_mail mail reactie campagne nieuwsbrief`,
  machine: `server instantie machine service container`,
  place: `*geschiedenis geschiedenis instellingen *instellingen hulp handleiding lijst *lijst rapport *rapport sjabloon *sjablonen *methoden *methode *wijze opties *opties
    status *status beleid *beleid overzicht *overzicht datum *datum adres *adres kalender aanvragen statistieken afschriften *log logboek concepten concept
    *termijn kosten *kosten herinnering *nummer *gegevens`,
  section: `betalingen overboekingen bestellingen aankopen verzonden verwijderd verwijderde publicaties facturen gebruikers rollen rechten uitnodigingen abonnementen
    transacties terugbetalingen boekingen downloads donaties berichten verzonden_items test_verzenden testmail_verzenden test_versturen`,
};
