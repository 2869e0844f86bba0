import type { Vocabulary } from './sense';

export const SPANISH: Vocabulary = {
  delete: `elimin* borr* suprim* destru* purgar formatear sobrescribir tirar mover_a_la_papelera enviar_a_la_papelera anular_factura`,
  remove: `desconectar despublicar anular_publicación retirar_publicación quit* desinstal* retirar_usuario expulsar desvincular sacar remover desalojar despedir desahuciar`,
  clear: `vaci* restablec* limpi* reiniciar_datos resetear`,
  discard: `descart* desechar`,
  terminate: `cancelar_suscripción cancelar_la_suscripción cancelar_mi_suscripción cancelar_plan cancelar_pedido cancelar_el_pedido cancelar_reserva
    cancelar_la_reserva cancelar_cuenta cancelar_contrato cancelar_membresía cerrar_cuenta cerrar_la_cuenta cerrar_mi_cuenta desactiv* rescindir
    dar_de_baja anular_pedido anular_reserva anular_suscripción cancelar_cita cancelar_tarjeta cancelar_vuelo inhabilitar darse_de_baja_del_plan
    cancelar_transferencia_periódica cancelar_domiciliación finalizar_suscripción anular_la_suscripción cancelar_póliza valores_de_fábrica ajustes_de_fábrica configuración_de_fábrica`,
  pay: `pagar paga pague pague_ahora pago_inmediato comprar compra_ahora compre realizar_pedido hacer_pedido confirmar_pedido tramitar_pedido finalizar_pedido
    finalizar_compra confirmar_compra completar_compra realizar_pago confirmar_pago autorizar_pago aprobar_pago donar hacer_donación
    reembols* devolver_dinero cobrar ingresar_dinero vender ofertar pujar invertir abonar contratar contratar_ahora suscribirse_ahora reservar_y_pagar
    reservar_ahora confirmar_reserva liquidar emitir_reembolso confirmar_y_pagar retirar_fondos retirar_dinero desembolsar renovar
    ordenar_ahora alquilar pagar_factura domiciliar apostar mejorar_plan aprobar_factura depositar transferir_dinero comprar_ahora adquirir hacer_el_pedido pagar_tasa pagar_tasas pagar_tarifa`,
  checkout: `ir_a_caja ir_a_pagar ir_al_pago proceder_al_pago caja reservar`,
  subscribe: `suscribir* suscribirse`,
  transfer: `transferir transfiera transferencia transferir_dinero enviar_dinero girar traspasar hacer_transferencia realizar_transferencia`,
  reload: `recargar recarga`,
  handle: `devolver devolución reintegrar cobrar recaudar procesar liberar abonar marcar_como`,
  send: `enviar envíe envía envío public* publicar compart* remitir presentar difundir postear mandar notificar anunciar postular postularse
    postúlate inscribirse_oferta aplicar_al_empleo solicitar emitir_en_vivo transmitir comentar denunciar reportar enviar_solicitud llamar
    retuitear lanzar_campaña solicitar_empleo emitir`,
  reply: `responder respond* reenviar contestar citar`,
  invite: `invit* añadir_usuario agregar_usuario agregar_miembro añadir_miembro invitación`,
  grant: `bloque* suspend* promover hacer_administrador conced* otorg* revoc* asignar_rol banear expulsar_usuario dar_acceso quitar_acceso
    convertir_en_administrador desbloque* cambiar_rol permitir_acceso conceder_acceso cerrar_todas_las_sesiones cerrar_sesión_en_todos degradar
    nombrar_administrador vincular_cuenta asignar_permisos`,
  change: `cambi* modific* actualiz* restablec* editar guardar renombrar establecer aumentar`,
  login: `iniciar_sesión acceder inicia_sesión ingresar entrar identificarse`,
  signUp: `registrarse regístrate registrar crear_cuenta crear_una_cuenta abrir_cuenta crear_mi_cuenta`,
  logout: `cerrar_sesión desconectarse`,
  reveal: `mostrar copiar revelar ver generar regenerar crear descargar exportar visualizar rotar`,
  add: `añad* agreg* crear`,
  run: `ejecut* desplegar despliegue reinici* instal* fusionar lanzar apagar implementar encender detener_servidor detener_instancia
    arrancar combinar_solicitud poner_en_producción correr_consulta iniciar_servidor revertir_despliegue matar`,
  agree: `acept* de_acuerdo consentir consiento aprob* autorizo estoy_de_acuerdo aceptar_todo aceptar_todas cancelar_boletín darse_de_baja
    date_de_baja cancelar_suscripción_al_boletín`,
  allow: `permit* autoriz*`,
  sign: `firmar firme firma_electrónica firmar_ahora`,
  refuse: `denegar denegado declinar rechazar rechaza rechazo rechace`,
  download: `descarg* export* bajar guardar_como descargar exportar`,
  upload: `subir suba cargar_archivo importar sube`,
  attach: `adjuntar seleccionar_archivo elegir_archivo examinar adjunto añadir_archivo`,
  confirm: `confirm* sí si ok aceptar_y_continuar finalizar completar realizar hacer proceder efectuar tramitar`,
  next: `continuar siguiente guardar aplicar`,
  look: `ver mostrar consultar abrir buscar filtrar ordenar más leer comparar imprimir gestionar administrar volver atrás seleccionar elegir editar cerrar
    ayuda configurar seguir guardar_borrador añadir_al_carrito agregar_al_carrito vista_previa ocultar cómo actualizar personalizar explorar
    guardar_para_después traducir resumir`,
  callOff: `detener parar cancel* anular anula abortar detener_envío`,
  undo: `deshac* restaurar recuperar revertir`,
  not: `no conservar mantener nunca`,
  later: `más_tarde ahora_no omitir después luego recordar`,
  money: `dinero importe pago pagos transferencia* factura* nómina* fondos saldo beneficiario iban banco compra donación cuenta_bancaria precio tarjeta_de_crédito monto alquiler fianza depósito dividendos pagado`,
  contract: `suscripción suscripciones membresía contrato reserva reservas pedido pedidos plan cita póliza vuelo`,
  proposal: `solicitud* candidat* vacaciones ausencia oferta* propuesta* invitación invitaciones reunión gastos reclamación entrevista permiso_de_vacaciones postulación`,
  view: `filtro filtros búsqueda búsquedas selección orden columna columnas formato campo campos favorito favoritos notificación notificaciones
    lista_de_deseos vista etiqueta consola resaltado recordatorio recordatorios de_la_lista del_historial de_favoritos de_la_cola alerta`,
  row: `fila filas celda`,
  document: `insertar_fila fila_arriba insertar_columna combinar_celdas`,
  cart: `carrito cesta carro bolsa_de_la_compra`,
  trash: `papelera`,
  forever: `definitivamente permanentemente permanente definitivo siempre irreversible todos_los_datos por_completo`,
  grave: `cuenta repositorio base_de_datos bases_de_datos organización espacio_de_trabajo dispositivo copia_de_seguridad servidor servidores tabla sitio dominio
    clúster empresa perfil valores_de_fábrica ajustes_de_fábrica configuración_de_fábrica`,
  people: `usuario* miembro* administrador* empleado* colaborador* invitado inquilino* paciente* alumno* estudiante* cliente* beneficiari* beneficiario`,
  secret: `contraseña* clave claves token tokens pin secreto credenciales código_de_recuperación códigos_de_recuperación clave_api llave cvv códigos_de_respaldo`,
  access: `permiso* rol roles acceso privilegios derechos dos_factores dos_pasos 2fa visibilidad seguridad correo_electrónico_de_acceso límite`,
  owner: `propiedad propietario titularidad`,
  terms: `términos condiciones privacidad licencia acuerdo`,
  cookie: `cookies`,
  public: `público pública hacer_público`,
  message: `mensaje correo comentario campaña boletín publicación`,
  machine: `servidor servidores instancia máquina servicio contenedor`,
  place: `historial configuración ajustes ayuda guía lista listado informe* reporte* plantilla* métodos método formas opciones detalles estado política resumen
    fecha* dirección calendario preguntas solicitudes estadísticas movimientos extracto bandeja registro* documentación borradores borrador gastos_de
    tarifas condiciones_de plazo plazos recordatorio número comprobante recibo calculadora`,
  section: `pagos transferencias pedidos compras enviados eliminados publicaciones facturas usuarios roles permisos invitaciones suscripciones envíos
    transacciones reembolsos reservas descargas donaciones mensajes_enviados elementos_eliminados firmas ventas compartidos enviar_prueba enviar_correo_de_prueba enviar_una_prueba`,
};
