import type { Vocabulary } from './sense';

export const ENGLISH: Vocabulary = {
  delete: `delete deletes deleting erase erasing destroy destroying purge purging wipe shred nuke expunge obliterate
    drop dropping get_rid_of delete_all tear_down eradicate kill_data trash_it move_to_trash move_to_bin
    send_to_trash bulk_delete hard_delete overwrite overwrite_all void void_invoice write_off decommission
    deprovision delist reject_all_and_delete scrap redact scrub`,
  remove: `disconnect detach revoke_key unpublish take_down retract recall_message take_offline remove removing detach_disk detach_volume unlink uninstall eject unenroll unregister deregister expel kick evict expel discharge lay_off oust`,
  clear: `clear clearing reset resetting empty flush truncate reset_to_default`,
  discard: `discard discarding abandon throw_away`,
  terminate: `cancel_subscription cancel_my_subscription cancel_plan cancel_membership cancel_account close_account
    close_my_account close_this_account end_subscription end_membership terminate terminating deactivate
    deactivate_account cancel_order cancel_booking cancel_reservation cancel_policy cancel_standing_order
    cancel_direct_debit cancel_contract cancel_service cancel_appointment cancel_trip cancel_flight cancel_ticket
    cancel_invoice archive_repository archive_this_repository cancel_card close_position end_contract stop_subscription
    cancel_event cancel_meeting void_order leave_organization leave_organisation leave_workspace leave_team
    cancel_shipment cancel_mandate cancel_loan decline_offer end_call_and_delete offboard factory_settings factory_defaults stop_payment stop_cheque stop_check pause_subscription pause_membership pause_plan`,
  pay: `book reserve pay paying buy buying purchase place_order place_your_order place_my_order order_now submit_order confirm_order
    complete_order complete_purchase confirm_purchase order_and_pay buy_now pay_now pay_bill donate donating give_now
    tip refund refunding issue_refund charge charge_card charge_customer top_up topup add_funds deposit
    bid place_bid invest trade sell sell_all sell_now place_trade place_market_order book_now book_and_pay complete_booking
    confirm_booking reserve_and_pay rent_now payout pay_out disburse settle_up settle_invoice settle_balance
    repay remit release_payment release_funds release_payroll run_payroll submit_payroll approve_payroll
    approve_payment authorise_payment authorize_payment make_payment make_a_payment submit_payment confirm_payment
    one_click_checkout 1_click_checkout express_checkout buy_with_1_click withdraw_funds withdraw_money withdraw_cash
    upgrade_now upgrade_plan upgrade_and_pay start_subscription start_membership renew_now renew_subscription
    confirm_and_pay review_and_pay checkout_now swap stake cash_out borrow apply_for_loan reimburse
    place_bet exchange_currency convert_now pledge order_card complete_checkout confirm_checkout finish_checkout
    start_paid_plan buy_credits send_payment schedule_payment set_up_direct_debit lend book_flight book_room book_ticket
    book_tickets fund fund_account prepay renew advance_payment approve_invoice approve_expense approve_expenses
    approve_refund approve_purchase schedule_transfer schedule_a_transfer schedule_wire schedule_payout exercise_option exercise_options rent_for rent_now rent_it lease_now reinvest deposit_check deposit_cheque pay_fee pay_fees pay_the_fee pay_rates set_up_autopay enable_autopay turn_on_autopay enroll_in_autopay start_autopay`,
  checkout: `checkout check_out go_to_checkout proceed_to_checkout continue_to_checkout continue_to_payment
    proceed_to_payment go_to_payment`,
  subscribe: `upgrade subscribe`,
  transfer: `transfer transferring wire wire_money wire_transfer send_money send_funds move_money move_funds withdraw
    make_transfer confirm_transfer transfer_now send_wire withdrawal remittance`,
  handle: `return give_back collect release process reinvest claim settle execute issue credit post waive advance garnish reverse mark_as`,
  send: `request escalate propose nominate vote rsvp enquire inquire hand_in turn_in fax email_customer email_customers message_user text_customer deliver blast mass_email send sending send_now publish publishing post_now post_it post tweet retweet repost share share_now submit
    broadcast announce notify notify_all email_all mail_all dispatch go_live start_stream post_comment add_comment
    post_reply send_reply post_review submit_review submit_application apply_now submit_request send_message
    send_email send_invoice send_offer send_quote schedule_send schedule_post publish_now publish_changes
    submit_ticket file_claim submit_claim lodge report_user report_abuse request_changes submit_for_review
    send_to_all send_all resend syndicate make_offer send_proposal post_job publish_job send_contract release_notes_send
    launch_campaign start_campaign send_campaign send_newsletter transmit message_all call_now place_call dial
    submit_report submit_tax file_return submit_answer submit_assignment post_update apply_for_job submit_feedback update_live push_live make_live put_live send_test_results send_test_result send_test_scores prescribe release_results release_grades release_to fulfil fulfill ship_order ship_now mark_as_shipped mark_as_fulfilled remind_customer release_report report_phishing report_spam report_post report_content report_comment report_bug report_issue email_invoice email_receipt email_report email_statement email_quote file_vat_return file_tax_return file_taxes e_file efile`,
  reply: `reply forward reply_all comment quote respond forwards forwarding`,
  invite: `invite inviting send_invite send_invitation send_invitations send_invites add_member add_user add_team_member add_collaborator
    add_admin add_administrator invite_people invite_member invite_user`,
  grant: `link_bank link_bank_account link_card connect_bank connect_bank_account link_device pair_device promote demote make_admin make_administrator make_owner make_moderator set_as_owner assign_role assign_roles grant
    grant_access grant_permission give_access give_admin revoke revoke_access block ban suspend unsuspend unban
    disable_account disable_user disable_two_factor disable_2fa turn_off_two_factor turn_off_2fa disable_mfa
    enable_two_factor enable_2fa enable_mfa reset_mfa reset_2fa link_account connect_account unlink_account impersonate
    merge_accounts switch_plan change_plan downgrade elevate lock_account lock_user freeze_account attach_policy
    approve_member accept_member deny_access change_visibility change_role change_roles change_permissions
    edit_permissions update_permissions save_permissions allow_public_access disable_user deactivate_user sign_out_all sign_out_everywhere
    log_out_everywhere log_out_all sign_out_of_all add_ssh_key disable_protection disable_security remove_two_factor
    approve_device trust_device add_domain verify_domain change_owner log_in_as sign_in_as act_as delegate_access
    turn_off_protection disable_firewall freeze_card block_card report_lost unfreeze_card activate_card set_spending_limit
    raise_limit increase_limit change_limit remove_protection quarantine lift_ban authorize_user open_port open_ports expose_port open_to_the_internet add_forwarding_address enable_forwarding set_up_forwarding connect_wallet link_wallet whitelist blacklist allowlist_ip make_private give_raise activate_card activate_user activate_account unprotect unprotect_branch change_to_editor change_to_viewer change_to_admin change_to_owner force_logout force_log_out force_sign_out end_session end_sessions terminate_session terminate_sessions go_private enable_sso enforce_sso`,
  change: `change changing update modify set edit rename save reset raise increase lower lift make`,
  login: `sign_in log_in login signin sign_in_with continue_with_google log_on`,
  signUp: `sign_up signup register create_account create_an_account create_my_account open_account open_an_account
    join_now create_profile enrol enroll`,
  logout: `sign_out log_out logout signout log_off`,
  reveal: `show reveal copy view display unmask generate regenerate rotate create new issue export download decrypt unhide
    roll get print retrieve see`,
  add: `add create new`,
  run: `run running execute executing deploy deploying redeploy rollback roll_back merge squash_and_merge rebase_and_merge
    rebase restart reboot restart_now reboot_now shut_down shutdown power_off poweroff stop_server stop_instance
    start_server start_instance force_stop kill kill_process force_push push install install_now reinstall run_command
    run_query run_script run_job run_pipeline run_workflow trigger_build trigger_build_now trigger trigger_pipeline start_deployment release_to_production promote_to_production
    apply_migration run_migration migrate apply_changes_to_production enable_auto_merge invoke compile_and_run run_all run_now
    factory_reset flash_firmware update_firmware failover scale_down scale_to_zero drain_node cordon hibernate
    revert_commit restore_backup restore_snapshot restore_database rerun re_run rerun_job rerun_all start_job
    launch_instance launch_server provision execute_query halt cut_over purge_cache format_disk force_restart
    terminate_process stop_service restart_service publish_package apply_plan terraform_apply approve_and_deploy
    approve_deployment roll_out rollout mass_update bulk_update update_all cancel_run cancel_workflow cancel_workflow_run cancel_job cancel_pipeline cancel_build cancel_deployment`,
  operate: `launch start resume suspend scale resize spin_up`,
  agree: `agree i_agree accept accepting i_accept consent acknowledge approve opt_in agree_and_continue accept_all
    accept_and_continue i_consent i_understand accept_terms unsubscribe opt_out approve_request i_have_read`,
  allow: `allow authorize authorise authorize_app allow_access grant_consent install_app connect_app`,
  sign: `sign sign_document sign_now sign_contract sign_and_submit e_sign sign_agreement adopt_and_sign finish_signing
    sign_and_send accept_offer accept_quote accept_contract accept_proposal countersign counter_sign co_sign cosign`,
  refuse: `decline declines reject rejects refuse refuses deny denies turn_down veto disapprove reject_all decline_all`,
  disable: `disable turn_off switch_off`,
  download: `download downloading export exporting save_as save_file`,
  upload: `upload uploading import importing`,
  attach: `attach attach_file choose_file choose_files browse_files select_file select_files add_attachment drop_files
    drag_files add_files add_file add_photos`,
  confirm: `confirm yes ok okay proceed finish complete done go do_it i_am_sure im_sure continue_anyway
    yes_continue approve_and_continue submit make perform execute_order place affirm`,
  next: `next continue save apply`,
  look: `view show see open browse search find filter sort learn read more hide expand collapse preview compare print manage
    go back help what why how about edit configure customize customise choose select explore check track explain
    copy_link download_invoice play pause mute watch follow refresh reload zoom undelete estimate calculate
    explore_plans review switch_to save_draft save_for_later add_to_cart add_to_basket add_to_bag add_to_wishlist
    add_filter start_tour learn_more export_report export_csv view_cart edit_cart toggle insert bold align close dismiss minimize
    minimise maximise restore_window jump request_a_quote schedule_demo mark_as_read archive snooze pin star
    like unarchive unpin complete_task mark_complete mark_as_complete mark_as_done mark_done translate summarize summarise`,
  callOff: `cancel abort stop dont_cancel withdraw_request cancel_changes`,
  undo: `undo undelete restore revert unsend recover take_back redo unremove bring_back put_back`,
  not: `dont don_t do_not not never no keep without_deleting never_mind nevermind no_thanks disagree disallow`,
  later: `later not_now maybe_later skip skip_for_now remind_me_later ask_me_later remind_me not_yet another_time do_this_later`,
  money: `money payment payments funds cash amount transfer transfers invoice invoices bill payout payroll wire salary salaries
    balance iban donation refund purchase expense expenses beneficiary recipient_account payee checkout bank price total
    credit_card debit_card debit credits wallet loan deposit usd eur gbp bitcoin crypto shares stock stocks rent dividend dividends security_deposit caution paid payslips fee_payment escrow usdc usdt dai eth btc ether`,
  contract: `subscription subscriptions membership plan booking reservation order orders appointment standing_order
    direct_debit contract flight ticket trip shipment mandate insurance premium paid_plan`,
  proposal: `application applications applicant applicants candidate candidates request requests leave vacation time_off absence offer offers proposal proposals claim claims expense expenses invitation invitations meeting event interview submission submissions nomination quote dispute timesheet timesheets appeal pull_request merge_request registration approval approvals reviewer organiser organizer pending_review awaiting_approval`,
  view: `filter filters search searches selection sort sorting column columns format formatting formats widget
    recent_searches search_history query_text highlight highlights field fields input text bookmark favourites favorites favorite wishlist
    notification notifications banner console_output output canvas zoom view views layout facet facets tag tags emoji
    suggestion suggestions reaction chip breakpoint breakpoints markers marker bold date_range dates range sidebar
    pinned saved_search saved_view toolbar terminal_output recent_items recents line_break break border background reminder reminders alert alerts alarm diagnostics spell_check self_test from_queue from_history from_list from_this_list from_watchlist from_favorites from_favourites from_recents from_playlist from_home from_sidebar from_dashboard from_view`,
  row: `row rows cell cells line lines paragraph`,
  document: `row_above row_below insert_column column_left column_right column_before column_after merge_cells split_cell header_row table_properties insert_table document_editor text_editor`,
  cart: `cart basket bag shopping_bag shopping_cart trolley`,
  trash: `trash bin recycle_bin`,
  forever: `permanently forever permanent everything irreversibly irrevocably immediately_and_permanently entire
    all_data all_files all_records cannot_be_undone can_t_be_undone`,
  grave: `account profile_data repository repo database db table tables bucket cluster organization organisation workspace
    tenant backup backups snapshot snapshots device volume disk partition namespace server servers instance environment
    production vault site website domain mailbox company factory_settings factory_defaults factory`,
  people: `user users member members admin admins administrator employee employees staff collaborator guest contributor teammate
    colleague people owner tenant tenants patient patients student students resident residents pupil pupils customer customers client clients employee subscriber subscribers payee payees beneficiary`,
  secret: `password passwords passphrase passcode pin pin_code cvv cvc cvv2 secret secrets key keys api_key api_keys access_key
    private_key token tokens access_token recovery_code recovery_codes recovery_key backup_codes backup_code seed_phrase
    recovery_phrase credentials credential connection_string client_secret card_number full_card_number ssn
    social_security_number 2fa_codes webhook_secret signing_secret service_account_key kubeconfig seed`,
  access: `permission permissions role roles access admin_rights administrator admin rights privilege privileges two_factor 2fa mfa
    two_step two_step_verification security visibility iam policy_binding sso email_address recovery_email
    primary_email sign_in_email phone_number sharing protection branch_protection firewall scopes login_email
    allowlist access_level limit quota private antivirus encryption malware_protection logging audit_trail monitoring`,
  owner: `ownership owner`,
  terms: `terms conditions license licence policy agreement eula gdpr privacy data_processing`,
  cookie: `cookie cookies tracking we_value_your_privacy`,
  public: `public make_public anyone_with_the_link`,
  message: `message email mail comment reply post chat sms tweet dm newsletter campaign`,
  machine: `server servers instance machine vm node container service cluster pod device computer system host router instances machines vms nodes containers clusters pods hosts`,
  place: `history settings setting overview summary documentation docs guide guides help faq policy_page tutorial article report reports
    statement statements details detail options option preferences methods method status list lists log logs calendar schedule template
    templates page pages info information center centre requests analytics statistics stats chart charts
    dashboard archive folder inbox instructions terms_of how_to what_is examples reference notes tips
    pricing plans offers rules requirements manager explorer viewer tab menu tool tools terms date
    calculator deadline deadlines fee fees limits usage number id reminder reminders trends counter rate rates activity
    address addresses type types`,
  section: `charge_per price_per cost_per pay_per share_price share_prices post_code postcode pay_slip pay_slips payslip pay_stub pay_period pay_grade pay_scale trade_in send_button order_by transfer_window run_time book_review book_reviews book_club sign_language charge_point charging_stations post_title share_count deploy_log buy_box wire_frame post_it_note executive_summary payments transfers orders purchases messages deletions deleted sent posts drafts invoices bills releases uploads
    downloads deployments runs permissions roles users members exports imports invitations shares transactions refunds
    donations subscriptions charges tips trades deposits withdrawals bookings approvals comments replies subscribed shared
    published paid billing deleted_items recently_deleted sent_items pull_requests merge_requests post_office
    execution executions signature signatures removed payment_methods buyers sellers payees buyer seller sender published deletion_protection delete_protection termination_protection delete_help deletion_help deletion_policy deletion_guide send_test send_a_test send_test_email send_a_test_email send_me_a_test return_to notify_me run_report run_reports`,
};
