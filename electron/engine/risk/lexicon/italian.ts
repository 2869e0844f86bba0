import type { Vocabulary } from './sense';

export const ITALIAN: Vocabulary = {
  delete: `elimin* cancell* distrugg* formatta* sopprimi sposta_nel_cestino getta annienta`,
  remove: `scollega annulla_pubblicazione metti_offline rimuov* rimozione togli disinstalla* espelli scollega sfratta licenzia`,
  clear: `svuota* ripristina_predefinite reimposta* pulisci azzera*`,
  discard: `scarta* ignora_modifiche`,
  terminate: `annulla_abbonamento annulla_l_abbonamento disdici disdetta disdire annulla_ordine annulla_l_ordine annulla_prenotazione chiudi_conto chiudi_il_conto
    chiudi_account disattiva* annulla_contratto recedi annulla_appuntamento annulla_bonifico_ricorrente cancella_abbonamento chiudi_l_account
    annulla_la_prenotazione annulla_iscrizione_piano impostazioni_di_fabbrica dati_di_fabbrica`,
  pay: `paga pagare acquista* compra* ordina_ora ordina_adesso effettua_ordine effettua_l_ordine conferma_ordine invia_ordine completa_ordine completa_l_ordine completa_acquisto completa_l_acquisto conferma_acquisto
    conferma_pagamento esegui_pagamento effettua_pagamento autorizza_pagamento approva_pagamento procedi_con_il_pagamento dona donare fai_una_donazione rimborsa* emetti_rimborso addebita*     vendi investi versa preleva* prenota_ora prenota_e_paga conferma_prenotazione abbonati_ora sottoscrivi salda* conferma_e_paga fai_un_offerta
    scommetti rinnova noleggia paga_bolletta finanzia incassa concludi_acquisto ordina_e_paga deposita compra paga_tariffa pagare_tariffa`,
  checkout: `vai_alla_cassa procedi_al_pagamento cassa vai_al_pagamento procedi_all_acquisto prenota procedi_all_ordine`,
  subscribe: `abbonati iscriviti`,
  transfer: `trasferisci trasferimento trasferire bonifico invia_denaro invia_soldi giroconto esegui_bonifico disponi_bonifico fai_un_bonifico`,
  reload: `ricarica*`,
  handle: `restituisci restituire riscuoti processa sblocca accredita segna_come`,
  send: `invia inviare invio pubblica* condividi* condivid* inoltra_a posta_ora trasmetti spedisci presenta* diffondi segnala* candidati candidatura
    invia_candidatura annuncia notifica_tutti commenta metti_online vai_in_diretta richiedi chiama manda emetti emettere`,
  reply: `rispondi rispondere inoltra cita`,
  invite: `invita invitare invita* aggiungi_utente aggiungi_membro aggiungi_collaboratore invito`,
  grant: `blocca sospendi promuovi rendi_amministratore concedi revoca* assegna* sblocca banna nomina_amministratore dai_accesso consenti_accesso
    cambia_ruolo modifica_ruolo disconnetti_tutti esci_da_tutti declassa collega_account imposta_come_amministratore`,
  change: `cambia modifica modificare aggiorna reimposta* salva rinomina imposta aumenta`,
  login: `accedi login entra`,
  signUp: `registrati crea_account crea_un_account apri_conto apri_un_conto registrazione`,
  logout: `esci disconnetti logout`,
  reveal: `mostra copia rivela visualizza genera rigenera crea scarica esporta vedi`,
  add: `aggiungi crea`,
  run: `esegui* avvia* riavvia* installa* distribuisci rilascia spegni unisci lancia ferma_server arresta* deploy metti_in_produzione esegui_query esegui`,
  agree: `accett* acconsent* approva* d_accordo presto_il_consenso accetta_tutti accetta_tutto annulla_iscrizione disiscriviti`,
  allow: `consent* autorizza* permetti`,
  sign: `firma firmare firma_ora sottoscrivi_documento`,
  refuse: `respingi respingere declina rifiuta rifiutare rifiuto`,
  download: `scarica* esporta* salva_con_nome download scarica`,
  upload: `carica caricare importa* upload`,
  attach: `allega* scegli_file seleziona_file sfoglia`,
  confirm: `conferma* sì si ok completa* concludi effettua* esegui procedi finalizza`,
  next: `continua avanti salva applica successivo`,
  look: `vedi visualizza mostra consulta apri cerca filtra ordina leggi confronta stampa gestisci indietro seleziona scegli modifica chiudi aiuto configura
    segui salva_bozza aggiungi_al_carrello anteprima nascondi come aggiorna personalizza esplora altro dettagli traduci riassumi`,
  callOff: `ferma arresta annulla annullare interrompi`,
  undo: `annulla_eliminazione annulla_cancellazione ripristina* recupera`,
  not: `non no mantieni conserva mai`,
  later: `più_tardi non_ora salta dopo ignora`,
  money: `denaro soldi importo pagamento pagamenti bonifico bonifici fattura fatture stipendio stipendi fondi saldo beneficiario iban banca acquisto donazione prezzo carta_di_credito affitto caparra cauzione dividendi pagato pagata`,
  contract: `abbonamento abbonamenti contratto prenotazione ordine ordini piano appuntamento polizza`,
  proposal: `candidat* candidatura richiest* ferie permesso_ferie assenza offerta offerte proposta proposte invito inviti riunione spese nota_spese reclamo colloquio domanda_di domanda domande`,
  view: `filtro filtri ricerca ricerche selezione ordinamento colonna colonne formattazione campo campi preferito preferiti notifica notifiche
    lista_dei_desideri vista etichetta promemoria dalla_lista dalla_cronologia dalla_coda dai_preferiti avviso`,
  row: `riga righe cella`,
  document: `inserisci_riga riga_sopra inserisci_colonna unisci_celle`,
  cart: `carrello`,
  trash: `cestino`,
  forever: `definitivamente permanentemente permanente definitiva sempre irreversibile tutti_i_dati tutto`,
  grave: `account conto repository database organizzazione spazio_di_lavoro dispositivo backup server tabella sito dominio azienda profilo impostazioni_di_fabbrica dati_di_fabbrica`,
  people: `utente utenti membro membri amministratore amministratori dipendente dipendenti collaboratore collega inquilino inquilini paziente pazienti studente studenti cliente clienti beneficiari* beneficiario`,
  secret: `password chiave chiavi token pin segreto segreti credenziali codici_di_recupero chiave_api cvv codice_segreto`,
  access: `permesso permessi ruolo ruoli accesso privilegi autorizzazioni due_fattori 2fa visibilità sicurezza limite massimale`,
  owner: `proprietà proprietario titolarità`,
  terms: `termini condizioni privacy licenza`,
  cookie: `cookie cookies`,
  public: `pubblico rendi_pubblico`,
  message: `messaggio email e_mail commento campagna`,
  machine: `server istanza macchina servizio container`,
  place: `cronologia storico impostazioni guida aiuto elenco lista rapporto rapporti modello modelli metodi metodo modalità opzioni dettagli stato informativa
    riepilogo data indirizzo calendario richieste statistiche estratto registro documentazione bozze bozza tariffe scadenza scadenze promemoria numero ricevuta movimenti`,
  section: `pagamenti bonifici ordini acquisti inviati eliminati pubblicazioni fatture utenti ruoli permessi inviti abbonamenti transazioni rimborsi
    prenotazioni donazioni elementi_eliminati posta_inviata trasferimenti firme vendite condivisi invia_prova invia_test invia_e_mail_di_prova`,
};
