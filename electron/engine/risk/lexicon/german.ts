import type { Vocabulary } from './sense';

export const GERMAN: Vocabulary = {
  delete: `lösch* gelöscht* vernicht* vertilg* tilgen auslöschen zerstör* endgültig_entfernen wegwerfen storno stornier*
    *löschen *löschung bereinigen formatieren überschreiben`,
  remove: `trennen verbindung_trennen depublizieren offline_nehmen veröffentlichung_aufheben zurückziehen_beitrag entfern* *entfernen deinstallier* abmelden_gerät entkoppeln austragen rauswerfen ausweisen entlassen hinauswerfen`,
  clear: `leeren *leeren zurücksetzen *zurücksetzen`,
  discard: `verwerfen *verwerfen`,
  terminate: `kündig* gekündigt *kündigen stilllegen stillegen deaktivier* auflösen konto_schließen konto_auflösen
    abo_beenden abonnement_beenden mitgliedschaft_beenden vertrag_beenden abbestellen_abo bestellung_stornieren
    buchung_stornieren auftrag_stornieren termin_absagen absagen widerrufen werkseinstellungen werkszustand`,
  pay: `zahlen bezahl* zahl_jetzt kauf kaufen kaufe jetzt_kaufen *kaufen bestellen zahlungspflichtig* kostenpflichtig*
    jetzt_bestellen bestellung_abschicken bestellung_absenden bestellung_aufgeben bestellung_abschließen kauf_abschließen begleichen spenden
    erstatten rückerstatten erstattung_ausführen guthaben_aufladen aufladen einzahlen auszahlen auszahlung_anfordern
    verkaufen zahlung_freigeben zahlung_bestätigen zahlung_ausführen zahlung_anweisen auftrag_freigeben
    jetzt_buchen verbindlich_buchen kostenpflichtig_buchen buchen investieren order_aufgeben ordern gebot_abgeben
    bieten überweisung_freigeben rechnung_begleichen lastschrift_einziehen abbuchen mieten abo_abschließen
    jetzt_upgraden verlängern jetzt_spenden *auszahlen dauerauftrag_einrichten dauerauftrag_anlegen einkaufen tauschen handeln gebühr_bezahlen gebühren_bezahlen gebühr_zahlen gebühren_zahlen kosten_bezahlen`,
  checkout: `zur_kasse kasse`,
  subscribe: `abonnieren`,
  transfer: `überweis* *überweisen geld_senden geld_schicken transferieren umbuchen anweisen`,
  handle: `zurückgeben rückzahlung einziehen verbuchen verrechnen gutschreiben freigeben einlösen auslösen als_bezahlt_markieren`,
  send: `send senden absenden abschicken verschick* verschicken versend* schicken veröffentlich* publizier* posten teilen *teilen
    einreichen übermitteln mitteilen freigeben live_gehen weitergeben kommentieren beitrag_erstellen ankündigen
    jetzt_bewerben bewerben bewerbung_absenden beantragen verteilen rundschreiben zustellen online_stellen einsenden melden
    anrufen krank_melden *absenden *senden abgeben nachreichen abmahnen verschreiben mahnen ausstellen rechnung_stellen`,
  reply: `antworten beantworten weiterleiten allen_antworten zitieren`,
  invite: `einlad* *einladen mitglied_hinzufügen benutzer_hinzufügen nutzer_hinzufügen benutzer_anlegen einladung`,
  grant: `sperren *sperren entsperren blockier* freischalten befördern zum_administrator_machen zum_admin_machen
    admin_machen rolle_zuweisen berechtigen zugriff_gewähren zugriff_entziehen zugriff_erlauben rechte_vergeben
    entziehen verbannen bannen ausschließen rolle_ändern rechte_ändern stummschalten_nutzer suspendieren überall_abmelden
    alle_geräte_abmelden verknüpfen herabstufen limit_erhöhen zuweisen`,
  change: `änder* ändern wechseln *ändern aktualisieren bearbeiten speichern setzen neu_setzen umbenennen festlegen erhöhen erhöhe anheben`,
  login: `anmelden einloggen log_in`,
  signUp: `registrier* konto_erstellen konto_anlegen konto_eröffnen jetzt_registrieren`,
  logout: `abmelden ausloggen`,
  reveal: `anzeigen *anzeigen zeigen kopieren *kopieren einblenden aufdecken erzeugen generieren *erstellen erstellen ansehen herunterladen exportieren offenlegen neu_generieren rotieren`,
  add: `hinzufügen *hinzufügen erstellen anlegen`,
  run: `ausführ* *ausführen starten neu_starten neustart* *neustarten herunterfahren bereitstell* ausrollen deployen mergen zusammenführen
    installier* *installieren stoppen beenden_erzwingen ausliefern abschalten hochfahren *starten zurückrollen
    wiederherstellen_backup skript_ausführen pipeline_starten in_produktion instanz_beenden server_beenden dienst_beenden prozess_beenden vm_beenden`,
  agree: `akzeptier* zustimm* stimme_zu stimme* einverstanden annehmen genehmig* bewilligen einwilligen ich_stimme alle_akzeptieren
    abbestellen newsletter_abbestellen zugestimmt`,
  allow: `erlauben zulassen autorisier*`,
  sign: `unterschreiben unterzeichnen signieren`,
  refuse: `ablehn* *ablehnen zurückweisen abweisen absage_erteilen`,
  download: `herunterladen *herunterladen download exportieren *exportieren speichern_unter`,
  upload: `hochladen *hochladen importieren *importieren upload`,
  attach: `anhängen *anhängen datei_auswählen dateien_auswählen datei_wählen durchsuchen_datei anhang`,
  confirm: `bestätig* *bestätigen ja ok fortfahren_trotzdem durchführen vornehmen abschließen *abschließen fertigstellen aufgeben tätigen beenden`,
  next: `weiter fortfahren speichern übernehmen anwenden`,
  look: `ansehen anzeigen zeigen öffnen suchen filtern sortieren mehr lesen details vergleichen drucken verwalten zurück auswählen schließen
    einklappen ausklappen aufklappen vorschau bearbeiten hilfe anpassen aktualisieren wie in_den_warenkorb merken entwurf_speichern
    als_entwurf einsehen konfigurieren folgen abspielen markieren übersetzen zusammenfassen`,
  callOff: `stoppen anhalten abbrechen abbruch zurückziehen`,
  undo: `rückgängig* wiederherstell* widerrufen_löschung zurücknehmen zurückholen`,
  not: `nicht kein keine nein behalten niemals nie`,
  later: `später nicht_jetzt überspringen erinnern`,
  money: `geld betrag zahlung überweisung* rechnung* gehalt gehälter zahlungs* lastschrift dauerauftrag konto_iban guthaben bankverbindung spende
    kreditkarte empfänger_iban auszahlung euro summe bezahlung kauf onlinebanking online_banking kaution miete mietzahlung dividende dividenden bezahlt`,
  contract: `abo abonnement abonnements mitgliedschaft vertrag verträge buchung bestellung reservierung termin dauerauftrag tarif auftrag versicherung`,
  proposal: `bewerbung bewerbungen bewerber* antrag anträge *antrag *anträge anfrage anfragen urlaub *urlaub abwesenheit angebot vorschlag einladung kandidat* spesen *abrechnung einreichung reklamation besprechung genehmigungen vorstellungsgespräch`,
  view: `filter filters suche suchfilter suchverlauf suchfeld sortierung spalte spalten auswahl formatierung eingabe eingaben feld hinweis
    merkliste wunschzettel lesezeichen ansicht favoriten markierung benachrichtigung benachrichtigungen layout tag etikett erinnerung erinnerungen aus_der_warteschlange aus_dem_verlauf von_der_liste aus_der_liste warnung alarm`,
  row: `zeile zeilen zelle zellen absatz`,
  document: `zeile_einfügen zeile_darüber zeile_darunter spalte_einfügen zellen_verbinden kopfzeile tabelle_einfügen`,
  cart: `warenkorb einkaufswagen korb`,
  trash: `papierkorb`,
  forever: `endgültig dauerhaft permanent unwiderruflich alles komplett vollständig sämtliche`,
  grave: `konto account repository datenbank* tabelle organisation arbeitsbereich gerät backup sicherung server cluster benutzerkonto
    website domain mandant firma postfach profil instanz werkseinstellungen werkszustand`,
  people: `benutzer nutzer mitglied mitarbeiter* kollegen administrator admin personen teilnehmer benutzer* gast mieter patient* schüler* kunde kunden bewohner zahlungsempfänger`,
  secret: `passwort kennwort pin schlüssel *schlüssel api_schlüssel zugangsdaten geheimnis token wiederherstellungscodes geheimzahl
    passwörter zugangscode zugriffstoken zertifikat_privat`,
  access: `berechtigung* rechte rolle rollen zugriff zugriffsrechte zwei_faktor* zweifaktor* sichtbarkeit freigabe sicherheit 2fa
    e_mail_adresse administratorrechte adminrechte limit tageslimit verfügungsrahmen`,
  owner: `eigentum eigentümer* inhaber inhaberschaft besitzer`,
  terms: `agb nutzungsbedingungen bedingungen geschäftsbedingungen datenschutz* einwilligung vereinbarung`,
  cookie: `cookies datenschutzeinstellungen`,
  public: `öffentlich`,
  message: `nachricht mail e_mail kommentar beitrag rundmail kampagne`,
  machine: `server rechner instanz dienst container knoten gerät`,
  place: `verlauf *verlauf *historie einstellungen *einstellungen übersicht *übersicht hilfe anleitung liste *liste bericht *bericht
    *protokoll vorlage *vorlage vorlagen arten *arten *methoden *methode *optionen status *status regeln *richtlinie *bedingungen
    frist *frist fristen *fristen anfragen postausgang *datum *rechner *zentrale adresse auszug *auszug *details statistik kalender
    entwurf entwürfe plan *plan gebühren *gebühren *möglichkeiten *erinnerung *nummer *liste *seite *zeiten *weise *kosten`,
  section: `überweisungen zahlungen *zahlungen bestellungen käufe gelöschte gesendet gesendete freigaben rechnungen buchungen
    einladungen kündigungen löschungen abonnements berechtigungen rollen benutzer mitglieder beiträge uploads downloads installationen
    daueraufträge genehmigungen testmail_senden test_senden testnachricht_senden test_e_mail_senden`,
};
