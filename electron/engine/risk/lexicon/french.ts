import type { Vocabulary } from './sense';

export const FRENCH: Vocabulary = {
  delete: `supprim* suppression effac* détrui* destruction éradiquer purger radier jeter anéantir formater écraser
    mettre_à_la_corbeille déplacer_vers_la_corbeille`,
  remove: `dissocier déconnecter_l_intégration dépublier mettre_hors_ligne retir* enlev* désinstall* détacher expulser exclure oter dissocier licencier congédier couper_l_accès`,
  clear: `vider videz réinitialis* nettoyer`,
  discard: `abandonner ignorer_les_modifications`,
  terminate: `résili* fermer_le_compte clôtur* fermer_mon_compte désactiv* mettre_fin annuler_l_abonnement annuler_la_commande annuler_commande
    annuler_la_réservation annuler_mon_abonnement se_désabonner_du_forfait annuler_le_rendez_vous arrêter_l_abonnement annuler_le_virement_permanent annuler_le_contrat annuler_le_vol paramètres_d_usine réglages_d_usine`,
  pay: `pay payer payez acheter achetez achat régler réglez commander commandez passer_la_commande passer_commande valider_la_commande valider_ma_commande
    confirmer_la_commande valider_l_achat finaliser_la_commande finaliser_l_achat confirmer_l_achat confirmer_le_paiement valider_le_paiement
    effectuer_le_paiement autoriser_le_paiement procéder_au_paiement_final donner_maintenant faire_un_don rembours* verser prélever
    créditer débiter vendre vendez enchérir investir miser réserver_et_payer réserver_maintenant souscrire approuver_le_paiement
    confirmer_et_payer acquitter placer_l_ordre passer_l_ordre louer s_abonner_maintenant payer_la_facture déposer_une_offre renouveler
    retirer_des_fonds retirer_l_argent encaisser facturer régler_la_facture échanger_des_devises valider_et_payer confirmer_la_réservation payer_les_frais régler_les_frais`,
  checkout: `passer_à_la_caisse aller_au_paiement caisse procéder_au_paiement réserver`,
  subscribe: `s_abonner abonnez_vous abonner`,
  transfer: `virer virement transférer transfert transférez envoyer_de_l_argent effectuer_un_virement effectuer_le_virement`,
  reload: `recharger`,
  handle: `restituer rendre percevoir collecter traiter débloquer créditer marquer_comme`,
  send: `envoyer envoyez envoi envoie publier publiez publication partager partagez partage soumettre soumettez diffus* poster
    transmettre transmettez expédier déposer signaler notifier annoncer postuler candidater passer_en_direct commenter
    envoyer_la_candidature mettre_en_ligne appeler déclarer mettre_en_vente émettre`,
  reply: `répondre répondez transférer_le_message réexpédier faire_suivre citer`,
  invite: `inviter invitez invitation ajouter_un_utilisateur ajouter_un_membre ajouter_un_collaborateur`,
  grant: `bloquer bannir suspendre promouvoir nommer_administrateur rendre_administrateur accorder attribuer révoqu* octroyer verrouiller
    déverrouiller autoriser_l_accès accorder_l_accès retirer_l_accès définir_comme_administrateur débloquer rétrograder lier_le_compte
    donner_accès donner_l_accès changer_le_rôle modifier_le_rôle modifier_les_droits déconnecter_tous désactiver_la_double bloquer_la_carte
    passer_administrateur faire_opposition opposer couper_l_accès`,
  change: `chang* modifier modifiez mettre_à_jour réinitialis* enregistrer définir renommer augmenter relever`,
  login: `se_connecter connexion connectez_vous s_identifier identification`,
  signUp: `s_inscrire inscription créer_un_compte créer_mon_compte ouvrir_un_compte inscrivez_vous`,
  logout: `se_déconnecter déconnexion déconnecter`,
  reveal: `affich* montrer copier révéler voir générer régénérer créer dévoiler télécharger exporter renouveler_la_clé`,
  add: `ajout* créer`,
  run: `exécut* lancer lancez déploy* déploiement redémarr* fusionner installer installez arrêter_le_serveur éteindre démarrer arrêter_l_instance
    mettre_en_production pousser relancer reconstruire appliquer_la_migration restaurer_la_sauvegarde éteignez tuer exécuter exécutez`,
  agree: `accept* j_accepte d_accord consentir consens approuver approuvez agréer tout_accepter se_désabonner désabonner désinscrire se_désinscrire
    autoriser_tous`,
  allow: `autoris* permettre`,
  sign: `signer signez signature_électronique`,
  refuse: `refuser refusez rejeter rejetez décliner déclinez`,
  download: `télécharger téléchargement export* enregistrer_sous exporter`,
  upload: `téléverser importer importez charger_un_fichier envoyer_un_fichier mettre_un_fichier transférer_un_fichier`,
  attach: `joindre pièce_jointe choisir_un_fichier parcourir sélectionner_un_fichier ajouter_un_fichier`,
  confirm: `confirm* valid* oui ok finaliser terminer effectuer procéder exécuter passer conclure soumettre`,
  next: `continuer suivant enregistrer appliquer`,
  look: `voir afficher consulter ouvrir rechercher chercher filtrer trier plus lire comparer imprimer gérer retour choisir modifier fermer
    aide configurer suivre enregistrer_le_brouillon ajouter_au_panier aperçu réduire développer personnaliser comment actualiser précédent
    masquer découvrir ajouter_aux_favoris éditer annoter traduire résumer`,
  callOff: `arrêter arrêtez stopper annuler annulez annulation interrompre abandonner_l`,
  undo: `rétablir restaurer récupérer défaire annuler_la_suppression`,
  not: `ne pas non garder conserver jamais n`,
  later: `plus_tard pas_maintenant ignorer passer_cette_étape`,
  money: `argent montant paiement* virement* facture* salaire* fonds solde bénéficiaire iban banque achat* don dons remboursement prix prélèvement carte_bancaire carte_de_crédit loyer loyers caution dépôt_de_garantie dividendes payé`,
  contract: `abonnement* adhésion contrat* réservation* commande* forfait rendez_vous assurance vol billet`,
  proposal: `candidature* candidat* demande* congé* absence offre* proposition* invitation* réunion note_de_frais notes_de_frais réclamation* entretien dossier* devis`,
  view: `filtre filtres recherche recherches sélection tri colonne colonnes mise_en_forme saisie champ favori favoris notification notifications
    liste_de_souhaits vue étiquette surbrillance console rappel rappels de_la_liste de_l_historique de_la_file des_favoris alerte`,
  row: `ligne lignes cellule`,
  document: `ligne_au_dessus insérer_une_ligne insérer_ligne insérer_une_colonne fusionner_les_cellules`,
  cart: `panier`,
  trash: `corbeille`,
  forever: `définitivement définitive définitif permanence irréversible entièrement toutes_les_données`,
  grave: `compte dépôt base_de_données base organisation espace_de_travail appareil sauvegarde* serveur* projet_entier table site domaine cluster profil
    entreprise paramètres_d_usine réglages_d_usine`,
  people: `utilisateur* membre* administrateur* employé* collaborateur* collègue* invité locataire* patient* élève* étudiant* client* bénéficiaire* bénéficiaire`,
  secret: `mot_de_passe mots_de_passe clé clés clé_api clef jeton jetons code_secret code_pin identifiants secret codes_de_récupération cryptogramme
    clé_secrète clé_privée`,
  access: `droits rôle rôles accès permission* autorisation* double_authentification deux_facteurs visibilité sécurité adresse_e_mail plafond`,
  owner: `propriété propriétaire`,
  terms: `conditions cgu cgv règlement contrat_de_licence confidentialité`,
  cookie: `cookies`,
  public: `public publique rendre_public`,
  message: `message e_mail courriel mail commentaire campagne`,
  machine: `serveur* instance machine service conteneur ordinateur`,
  place: `historique paramètres réglages aide guide liste relevé* rapport* modèle* moyens moyen mode modes méthodes options détails statut politique échéance*
    date* adresse* frais suivi aperçu statistiques calendrier conditions_de journal documentation brouillon brouillons demandes boîte tableau
    mentions délai délais rappel numéro préférences formulaire tarifs reçu`,
  section: `paiements virements commandes achats envoyés supprimés publications factures partages invitations utilisateurs rôles abonnements
    transactions remboursements réservations suppressions messages_envoyés éléments_supprimés transferts dons signatures téléchargements envoyer_un_test envoyer_un_e_mail_de_test`,
};
