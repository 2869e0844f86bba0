import type { Vocabulary } from './sense';

/** What a list for comparing is called, how a deletion to come is called off, and how it is said that something is done; of all
 * languages. */
export const SOOTHERS: Vocabulary = {
  view: `comparison comparisons compare_list comparison_list comparison_table from_compare compare_tray aus_vergleich aus_dem_vergleich vergleichsliste
    produktvergleich comparaison comparateur liste_de_comparaison comparación comparador lista_de_comparación comparação comparador
    lista_de_comparação confronto comparazione lista_di_confronto vergelijking vergelijkingslijst comparație lista_de_comparație
    jämförelse jämförelsen jämförelselista sammenligning sammenligningen sammenligningsliste vertailu vertailusta vertailulista
    összehasonlítás összehasonlításból porównanie porównania porównaniu porównywarki srovnání porovnání karşılaştırma karşılaştırmadan
    сравнение сравнения сравнению порівняння порівнянні σύγκριση σύγκρισης השוואה מהשוואה المقارنة مقارنة तुलना การเปรียบเทียบ
    รายการเปรียบเทียบ 比較リスト 比較から 比較一覧 对比列表 对比栏 比较列表 比較清單 对比中 비교함 비교_목록 비교목록 so_sánh danh_sách_so_sánh
    perbandingan daftar_perbandingan`,
  undo: `undo_scheduled_deletion undo_the_scheduled_deletion cancel_scheduled_deletion cancel_the_scheduled_deletion
    cancel_pending_deletion cancel_deletion cancel_the_deletion stop_scheduled_deletion stop_the_deletion
    geplante_löschung_aufheben geplante_löschung_abbrechen geplante_löschung_stoppen löschung_aufheben löschung_abbrechen
    löschung_stoppen annuler_la_suppression_programmée annuler_la_suppression_prévue cancelar_eliminación_programada
    cancelar_la_eliminación_programada cancelar_exclusão_agendada cancelar_a_exclusão_agendada cancelar_eliminação_agendada
    annulla_eliminazione_pianificata annulla_eliminazione_programmata geplande_verwijdering_annuleren anulează_ștergerea_programată
    avbryt_schemalagd_radering ångra_schemalagd_radering annuller_planlagt_sletning avbryt_planlagt_sletting peruuta_ajoitettu_poisto
    ütemezett_törlés_visszavonása anuluj_zaplanowane_usunięcie zrušit_naplánované_smazání planlanan_silmeyi_iptal_et
    отменить_запланированное_удаление скасувати_заплановане_видалення ακύρωση_προγραμματισμένης_διαγραφής בטל_מחיקה_מתוזמנת
    إلغاء_الحذف_المجدول निर्धारित_हटाना_रद्द_करें ยกเลิกการลบที่กำหนดไว้ 削除予約を取り消す 削除予約を取り消し 削除予約をキャンセル 予定された削除を取り消す
    取消计划删除 取消预定删除 取消排定的刪除 예약된_삭제_취소 삭제_예약_취소 hủy_lịch_xóa batalkan_penghapusan_terjadwal`,
  told: `was_sent were_sent has_been_sent have_been_sent is_sent sent sent_successfully successfully_sent was_deleted were_deleted
    has_been_deleted have_been_deleted deleted deleted_successfully successfully_deleted was_removed has_been_removed
    have_been_removed removed removed_successfully was_published has_been_published published published_successfully
    was_submitted has_been_submitted submitted submitted_successfully was_shared has_been_shared shared_successfully
    wurde_gesendet wurde_versendet wurde_verschickt wurde_gelöscht wurden_gelöscht wurde_entfernt wurde_veröffentlicht wurde_übermittelt
    erfolgreich_gesendet erfolgreich_gelöscht wurde_erfolgreich_gesendet wurde_erfolgreich_gelöscht wurden_gesendet
    a_été_envoyé a_été_envoyée ont_été_envoyés a_bien_été_envoyé a_bien_été_envoyée a_été_supprimé a_été_supprimée ont_été_supprimés
    a_été_publié a_bien_été_supprimé envoyé_avec_succès supprimé_avec_succès
    se_ha_enviado se_ha_enviado_correctamente ha_sido_enviado se_ha_eliminado se_ha_eliminado_correctamente ha_sido_eliminado
    se_han_eliminado se_ha_publicado enviado_correctamente eliminado_correctamente enviado_con_éxito eliminado_con_éxito
    foi_enviado foi_enviada foi_excluído foi_excluída foi_eliminado foi_publicado foram_excluídos enviado_com_sucesso
    enviada_com_sucesso excluído_com_sucesso è_stato_inviato è_stata_inviata è_stato_eliminato è_stata_eliminata è_stato_pubblicato
    sono_stati_eliminati inviato_correttamente inviato_con_successo eliminato_con_successo is_verzonden is_verstuurd zijn_verzonden
    is_verwijderd zijn_verwijderd is_gepubliceerd succesvol_verzonden a_fost_trimis a_fost_șters a_fost_ștearsă har_skickats
    har_raderats har_tagits_bort har_publicerats har_sänts er_sendt er_blevet_sendt er_slettet er_blevet_slettet blev_sendt
    blev_slettet ble_sendt ble_slettet har_blitt_sendt on_lähetetty on_poistettu on_julkaistu elküldve törölve sikeresen_elküldve
    sikeresen_törölve została_wysłana został_wysłany zostało_wysłane wysłano został_usunięty została_usunięta usunięto
    byla_odeslána byl_odeslán bylo_odesláno byl_smazán byla_smazána bylo_smazáno gönderildi silindi yayınlandı başarıyla_gönderildi
    отправлено отправлена отправлен успешно_отправлено удалено удалена удален успешно_удалено опубликовано надіслано надіслана видалено
    видалена опубліковано στάλθηκε διαγράφηκε απεστάλη נשלח נשלחה נמחק נמחקה בהצלחה_נשלחה تم_إرسال تم_الإرسال تم_حذف تم_الحذف
    भेजा_गया भेज_दिया_गया हटा_दिया_गया हटाया_गया ส่งแล้ว ลบแล้ว ส่งเรียบร้อยแล้ว を送信しました 送信しました 送信されました を削除しました 削除しました
    削除されました 公開しました 投稿しました 送信済みです 已发送 已發送 已删除 已刪除 已发布 已發布 发送成功 删除成功 전송되었습니다 보냈습니다 삭제되었습니다
    삭제했습니다 게시되었습니다 đã_được_gửi đã_gửi đã_xóa đã_được_xóa telah_dikirim berhasil_dikirim telah_dihapus berhasil_dihapus`,
};
