/** What a word in the name of a request means: what is done, and what it is done to. */
export const API_SENSES = [
  // What is done.
  'read',
  'traffic',
  'delete',
  'cancel',
  'clear',
  'pay',
  'transfer',
  'subscribe',
  'send',
  'invite',
  'grant',
  'protect',
  'run',
  'agree',
  'decide',
  'sign',
  'leave',
  'login',
  'logout',
  'signUp',
  'upload',
  'download',
  'create',
  'update',
  'undo',
  'commit',
  'slightly',
  // Puts away, which is slight for words and notices alone.
  'shelve',
  // What it is done to.
  'money',
  'order',
  'people',
  'rights',
  'secret',
  'message',
  'machine',
  'grave',
  'code',
  'file',
  'thing',
  'slight',
  'all',
  // Says what the word beside it is.
  'and',
  'about',
] as const;
export type ApiSense = (typeof API_SENSES)[number];

/** Senses of things; the others are of deeds. */
export const NOUNS: ReadonlySet<ApiSense> = new Set(
  API_SENSES.slice(API_SENSES.indexOf('money'), API_SENSES.indexOf('all')),
);

/**
 * Words of interfaces of programs, which use English in ways of their own: what labels say is in the lexicon of `risk/`, and
 * a word that is not here is looked up there, in every language. Nouns in the singular; `a_b` are two words together.
 */
export const API_WORDS: Readonly<Record<ApiSense, string>> = {
  read: `who_am_i context_info contextinfo bootstrap hydrate lint echo timetable holiday top latest newest nearest upcoming popular leaderboard free_busy freebusy availabilities challenge zoekresultaten suchergebnisse test match embedding vorschlag vorschlaege poisk spisok naiti sugerencias suggerimenti pager pagination paging unfurl introspect introspection pull since delta kpi pivot matrix eligibility evaluate trending optimize optimise prefetch ocr unread_count metadata by_id by_ids
    validate validation validator suggest suggestion suggester typeahead type_ahead auto_complete auto_suggest spellcheck spell_check validar validieren pruefen valideren
    поиск найти список пошук 検索 一覧 搜索 搜尋 查询 查詢 列表 검색 목록 بحث קבל חיפוש αναζητηση tail pesquisar pesquisa listagem haku hae vyhledavani keres kereses cautare tim_kiem
    eth_call eth_estimate_gas eth_block_number get list fetch find search query lookup look read retrieve load show view browse count exists exist has is can describe verfuegbarkeit disponibilite disponibilidad disponibilita dostepnosc
    recherche busqueda ricerca wyszukiwanie sokning zoekopdracht ergebnisse resultats resultados risultati live_search
    preview estimate calculate calc quote compute report stat statistic aggregate facet filter autocomplete compare diff
    simulate simulation dry_run explain render availability available geocode translate summary history msearch mget scroll sample
    select check peek index detail lookup whoami recommend recommendation similar nearby route eta forecast conversion timeline
    print pdf thumbnail calcola calcular calculer berechnen berechne oblicz bereken consulta visualizza afficher mostrar
    rate_quote price_quote pricing shipping_rate what_if inspect analyze analyse detect parse tokenize highlight
    completion_status name_search onchange default_get fields_get paginate read_group web_search_read search_read
    obtener buscar consultar listar chercher rechercher lister trouver suche suchen abfrage abfragen anzeigen hole hol lade laden ermitteln liste lese lesen
    auflisten aufrufen vorschau berechnung rechner verlauf umsaetze filtern sortieren blaettern uebersicht auswertung statistik statistiken simulieren
    apercu calcul historique statistique simuler estimer filtrer trier historial vista_previa previsualizar calculo estadistica simular simulacion estimar filtrar listado
    historico extrato pre_visualizacao estatistica simulacao anteprima calcolo statistiche statistica storico cronologia filtra simula simulazione verificar_disponibilidade
    podglad kalkulacja statystyka statystyki filtruj symulacja arama goruntule onizleme onizle hesapla hesaplama istatistik istatistikler gecmis hareketler sorgu sorgulama filtrele
    najti prosmotr predprosmotr predvaritelnyj predvaritelno raschet rasschitat statistika istoriya filtr kensaku ichiran sansho shokai keisan toukei rireki etsuran
    расчет рассчитать просмотр предпросмотр история статистика 計算 履歴 統計 照会 閲覧 计算 预览 历史 统计
    cerca ricerca trova elenco pesquisar szukaj pobierz wyszukaj hledat zoek zoeken opvragen haal sok hent hae hamta ara listele sorgula getir`,
  traffic: `span spans ice_candidate ice_candidates timer online_status fingerprint csp_violation bid_request ad_request track_click log_click track_view client_event client_events log_event log_events track_event track_events user_event ui_event event_log analytics_event analytics_events viewing telemetry analytics analytic beacon rum heartbeat ping keepalive keep_alive presence typing pageview page_view page_views impression metric
    web_vital web_vitals csp_report report_uri reporting telemetrie envelope long_poll longpoll poll polling negotiate csrf xsrf recaptcha
    captcha feature_flag feature_flags featureflag
    experiment breadcrumb collector instrumentation clickstream session_replay replay_event health healthcheck alive refresh_token token_refresh refresh_session renew_session
    still_typing idle extend_session touch_session client_error client_log js_error error_log error_report perf performance usage_stats trace tracing
    herzschlag lebenszeichen kalp_atisi nabiz latido battito battement batimento puls pulse serdtsebienie shinpaku sitzung_verlaengern sitzung_halten
    manter_ativa manter_ativo manter_sessao mantener_sesion mantener_activa mantener_activo maintenir_session maintenir_active garder_active mantieni_sessione mantieni_attiva
    podtrzymaj podtrzymaj_sesje utrzymaj_sesje oturum_yenile oturumu_uzat oturumu_yenile aktif_tut prodlit_sessiyu podderzhat_sessiyu telemetria telemetriya
    get_refreshed_fragments
    exposure exposures awareness eth_chain_id net_version refresh`,
  delete: `udalit mark_as_deleted mark_deleted delete destroy remove erase purge wipe drop truncate unlink del rm trash void annul expunge discard unassign detach disconnect dissolve
    deletion removal unenroll uninstall delist unlist retire decommission anular supprimer effacer annuler eliminar borrar excluir elimina annulla
    loeschen loesche entfernen stornieren storno usun usunac smazat odstranit verwijderen verwijder annuleren ta_bort slett fjern poista sil kaldir`,
  cancel: `cancel cancellation terminate abort close deactivate expire withdraw discontinue revert reset kuendigen kuendigung cancelar resilier annulation zamknij uzavrit beenden`,
  clear: `clear empty flush leeren vaciar vider svuota`,
  pay: `release_fund release_funds release_payment release_payments payout_now oplatit oplata mark_as_paid mark_paid pay checkout charge purchase buy refund payout remit donate capture disburse settle settlement redeem topup top_up place_order
    trade sell bid tip payment_intent payment_intents deposit withdrawal recharge rebook writeoff write_off chargeback bezahlen zahlen ueberweisung ueberweisen auszahlen pagar payer paga pagamento
    paiement pago zaplac zaplat betalen betaal virement transferencia bonifico przelew odeme ode havale erstatten bestellen commander comprar acheter acquista kup`,
  transfer: `transfer wire transfers`,
  subscribe: `subscribe upgrade downgrade renew`,
  send: `otpravit report_spam report_abuse report_user report_post report_phishing report_problem report_issue report_content report_bug mark_as_spam mark_as_sent mark_sent
    mark_as_shipped mark_shipped send submit publish post reply forward email notify notification_send broadcast share tweet retweet resend announce dispatch deliver mail sms
    message_send respond submission prescribe file_return lodge appeal complain apply senden absenden abschicken einreichen veroeffentlichen
    enviar envoyer invia inviare wyslij odeslat verzenden verstuur publicar publier pubblica skicka gonder soumettre presentar react_all nudge remind escalate crosspost poke`,
  invite: `invite invitation invitations invites einladen einladung invitar inviter invita zapros uitnodigen`,
  grant: `grant revoke ban unban block unblock suspend unsuspend promote demote impersonate elevate assign_role enable_two_factor disable_two_factor lock unlock
    freeze unfreeze whitelist blacklist allowlist denylist authorize deauthorize authorise entitle link_account connect_account make_admin kick sperren entsperren freischalten bloquear bloquer`,
  protect: `enable disable activate turn_off turn_on switch_off switch_on`,
  run: `run execute exec deploy redeploy restart reboot start stop kill trigger rollback roll_back merge scale provision install invoke launch shutdown shut_down
    power_off build rebuild migrate failover drain cordon retry rerun schedule_run pause resume eval script ausfuehren ejecutar executer esegui uruchom dispatches`,
  agree: `accept agree consent acknowledge ack opt_in opt_out accept_terms zustimmen akzeptieren aceptar accepter accetta zaakceptuj`,
  decide: `approve reject decline deny disapprove veto vote rsvp adjudicate countersign genehmigen ablehnen freigeben aprobar rechazar approuver refuser approva rifiuta zatwierdz odrzuc goedkeuren afwijzen onayla reddet schvalit zamitnout`,
  sign: `sign esign signature unterschreiben unterzeichnen firmar signer firma podpisz ondertekenen`,
  leave: `unsubscribe optout abmelden_newsletter abbestellen desabonner darse_de_baja`,
  login: `login signin sign_in log_in logon authenticate authentication anmelden einloggen connexion acceder zaloguj`,
  logout: `logout signout sign_out log_out logoff log_off abmelden ausloggen salir sair esci uitloggen logga_ut logg_ut deconnexion cerrar_sesion wyloguj`,
  signUp: `signup sign_up register registration enroll enrol onboard registrieren registrar inscription inscrire registrati zarejestruj`,
  upload: `upload import attach hochladen importieren subir televerser carica wgraj`,
  download: `download export herunterladen exportieren exportar descargar exporter telecharger esporta scarica eksportuj`,
  create: `create add new insert make open copy clone duplicate book reserve schedule append generate issue anlegen erstellen hinzufuegen lagg_till legg_til tilfoj neu crear anadir creer ajouter nouveau crea
    aggiungi utworz dodaj vytvorit pridat aanmaken toevoegen skapa opprett luo olustur ekle criar adicionar novo claim hire request enqueue raise put_on_hold`,
  update: `sohranit resolve unresolve update edit mark modify set change save patch put rename move replace assign upsert merge_fields sync reorder_all convert_to complete finish fulfill fulfil reopen done write
    correct adjust amend restore_from reschedule checkin check_in check_out aendern speichern bearbeiten aktualisieren modificar guardar actualizar modifier enregistrer mettre_a_jour modifica salva
    zmien zapisz zmenit ulozit wijzigen opslaan andra spara guncelle kaydet atualizar salvar alterar cambiar map tag_all process mutate increase decrease`,
  undo: `undo restore undelete recover unsend reactivate`,
  commit: `confirm confirmation verify finalize finalise proceed bestaetigen valider confirmar confirmer conferma potwierdz bevestigen potvrdit onay`,
  slightly: `otomatik_kaydet taslak_kaydet automatisch_speichern enregistrement_auto sauvegarde_auto sauvegarde_automatique guardado_automatico
    autoguardado autoguardar salvamento_automatico salvataggio_automatico autozapis automatyczny_zapis avtosohranenie avtosohranit jidou_hozon
    apply_coupon apply_discount apply_voucher apply_promo apply_filter apply_filters set_volume set_brightness set_zoom gelesen lu lus lues leido leidos letto letti przeczytane gelezen lida lidas read_all autosave auto_save star unstar favorite favourite unfavorite like unlike pin unpin bookmark unbookmark mute unmute snooze collapse expand dismiss hide unhide
    reorder sort seen mark_read mark_as_read mark_all_read mark_unread mark_as_unread mark_all_as_read unread mark_seen follow unfollow watch unwatch acknowledge_notification add_to_cart add_to_basket add_to_wishlist
    remove_from_cart add_to_bag toggle remember track_view view_changed resize_column minimize maximize stash`,
  shelve: `archive archivieren archivar archiver archivia zarchiwizuj unarchive`,
  money: `przelewy ueberweisungen virements bonifici transferencias pagos paiements pagamenti pagamentos platby betalingen wyplaty auszahlungen lastschrift lastschriften transfers payment invoice_payment payout refund transaction charge checkout bill deposit donation bid trade expense_payment payroll salary wallet balance credit zahlung ueberweisung
    gehalt paiement pago pagamento zahlungen betaling platnosc platba standing_order direct_debit mandate beneficiary payee iban bank_account card cards payment_method spese fund stock
    share_order crypto dividend disbursement remittance withdrawal`,
  order: `order subscription booking reservation purchase ticket_purchase membership plan cart_order bestellung commande pedido ordine zamowienie objednavka auftrag buchung reserva reservierung policy_purchase flight appointment termin`,
  people: `invites invitations invitation user member admin administrator collaborator invitee teammate account_user participant_role staff benutzer utilisateur usuario utente uzytkownik mitarbeiter seat owner employee nutzer mitglied miembro membre`,
  rights: `role permission access grant acl right privilege policy iam visibility ownership sso mfa two_factor twofactor security scope share sharing collaboration berechtigung rolle permiso droit uprawnienie
    webhook oauth_app integration firewall branch_protection protection delegate delegation forwarding recovery_email whitelist_ip ssh_key deploy_key redirect_uri domain_verification admin_right`,
  secret: `password passwd passwort kennwort contrasena secret api_key apikey access_key private_key access_token personal_access_token api_token credential passkey recovery_code backup_code otp totp pin_code passphrase certificate signing_key mot_de_passe`,
  message: `conversation thread posts message mail email sms comment reply tweet review chat_message campaign newsletter broadcast announcement feedback nachricht kommentar mensaje comentario messaggio wiadomosc zprava bericht
    inquiry enquiry contact_form status_update post direct_message dm notification_email letter application complaint petition story article_publish`,
  machine: `server instance vm node container pod host droplet cluster service_instance job pipeline workflow build deployment release process task_run execution lambda function_run`,
  grave: `account database db table bucket repository repo organization organisation workspace tenant domain backup snapshot volume namespace website site mailbox company konto cuenta compte dataset environment`,
  code: `code otp_code verification_code verification two_factor_code mfa_code magic_link password_reset reset_link`,
  file: `file upload attachment document media image photo avatar asset blob video anhang datei fichier archivo plik picture logo`,
  thing: `widget lists views quotes estimates forms project task contact customer lead note product event calendar_event meeting deal opportunity patient student course lesson grade issue ticket case item entry record page article listing address profile
    invoice quote_request expense timesheet leave vacation absence shift job_posting candidate category tag label list_item board list_entry folder template rule vehicle room asset_item inventory stock_item variant discount coupon price supplier vendor
    observation prescription diagnosis encounter exam assignment enrollment class_room trip itinerary passenger guest property lease tenant_record rechnung kunde kunden artikel projekt aufgabe facture client cliente factura progetto fattura faktura klient setting settings parameter configuration config`,
  slight: `taslak taslaklar chernovik chernoviki shitagaki sepetim korzina kago favoriler tercihler preferencje gorunum preferences_ui view_mode trolley mini_cart grid_state table_state column_state panel_state grid comparison prefs pref kachel kacheln tile startseite bozze borradores entwuerfe favoriten favoris favoritos preferiti ulubione favorieten ansicht spalte spalten oberflaeche thema affichage colonne columna columnas vista varukorg handlekurv kurv ostoskori sepet kosik winkelwagen winkelmand
    carrinho rascunho concept kladde utkast szkic idioma langue sprache lingua jezyk taal preferencia preferenza voorkeur merkzettel wunschliste wishlist_item deseo watcher filters draft preference cart basket bag wishlist favorite favourite bookmark reaction emoji seen layout theme column dashboard_layout tour onboarding dismissal sidebar recent
    sort_order saved_search saved_filter saved_view column_width pinned watchlist cookie cookie_consent banner locale language timezone dark_mode tooltip hint walkthrough ui_state view_state
    recently_viewed read_state read_receipt last_seen last_read read_marker scroll_position progress playback playback_position ui panneau entwurf warenkorb einkaufswagen panier brouillon carrito borrador carrello bozza koszyk
    notification display density tab view_settings user_settings unread notification_setting notification_preference sessions_view expanded collapsed panel panier recents star watch cursor undo_stack`,
  all: `all everything everywhere bulk_all permanently permanent forever hard force`,
  and: `and then`,
  about: `help how guide doc docs documentation faq policy tutorial article instruction why what form page confirmation_page instructions manual wiki example reference`,
};
