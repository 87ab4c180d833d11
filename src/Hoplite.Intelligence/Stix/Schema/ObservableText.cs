namespace Hoplite.Intelligence.Stix.Schema;

/// <summary>The cyber-observable objects of STIX 2.1 (§6), their embedded types and their predefined extensions, in the words of <see cref="SchemaText"/>.</summary>
static class ObservableText
{
    public const string Shared = "spec_version:e(2.0|2.1) id:id! object_marking_refs:r(marking-definition)[] granular_markings:o(granular-marking)[] defanged:b extensions:ext";

    public const string Objects = """
        artifact mime_type:mime payload_bin:bin url:url hashes:hashes encryption_algorithm:e(AES-256-GCM|ChaCha20-Poly1305|mime-type-indicated) decryption_key:s
        autonomous-system number:i! name:s rir:s
        directory path:s! path_enc:charset ctime:t mtime:t atime:t contains_refs:w(file|directory)[]
        domain-name value:domain! resolves_to_refs:w(ipv4-addr|ipv6-addr|domain-name)[]
        email-addr value:email! display_name:s belongs_to_ref:w(user-account)
        email-message is_multipart:b! date:t content_type:s from_ref:w(email-addr) sender_ref:w(email-addr) to_refs:w(email-addr)[] cc_refs:w(email-addr)[] bcc_refs:w(email-addr)[] message_id:s subject:s received_lines:s[]? additional_header_fields:dict body:s body_multipart:o(mime-part)[] raw_email_ref:w(artifact)
        file hashes:hashes size:i(0..) name:s name_enc:charset magic_number_hex:hex mime_type:s ctime:t mtime:t atime:t parent_directory_ref:w(directory) contains_refs:w[] content_ref:w(artifact)
        ipv4-addr value:ip4! resolves_to_refs:w(mac-addr)[] belongs_to_refs:w(autonomous-system)[]
        ipv6-addr value:ip6! resolves_to_refs:w(mac-addr)[] belongs_to_refs:w(autonomous-system)[]
        mac-addr value:mac!
        mutex name:s!
        network-traffic start:t end:t is_active:b src_ref:w(ipv4-addr|ipv6-addr|mac-addr|domain-name) dst_ref:w(ipv4-addr|ipv6-addr|mac-addr|domain-name) src_port:i(0..65535) dst_port:i(0..65535) protocols:s[]! src_byte_count:i dst_byte_count:i src_packets:i dst_packets:i ipfix:dict src_payload_ref:w(artifact) dst_payload_ref:w(artifact) encapsulates_refs:w(network-traffic)[] encapsulated_by_ref:w(network-traffic)
        process is_hidden:b pid:i created_time:t cwd:s command_line:s environment_variables:dict opened_connection_refs:w(network-traffic)[] creator_user_ref:w(user-account) image_ref:w(file) parent_ref:w(process) child_refs:w(process)[]
        software name:s! cpe:cpe swid:s languages:s[] vendor:s version:s
        url value:url!
        user-account user_id:s credential:s account_login:s account_type:v(account-type) display_name:s is_service_account:b is_privileged:b can_escalate_privs:b is_disabled:b account_created:t account_expires:t credential_last_changed:t account_first_login:t account_last_login:t
        windows-registry-key key:regkey values:o(registry-value)[]? modified_time:t creator_user_ref:w(user-account) number_of_subkeys:i
        x509-certificate is_self_signed:b hashes:hashes version:s serial_number:s signature_algorithm:s issuer:s validity_not_before:t validity_not_after:t subject:s subject_public_key_algorithm:s subject_public_key_modulus:s subject_public_key_exponent:i x509_v3_extensions:o(x509-v3)
        """;

    public const string Parts = """
        mime-part body:s body_raw_ref:w(artifact|file) content_type:s content_disposition:s
        registry-value name:s data:s data_type:e(REG_NONE|REG_SZ|REG_EXPAND_SZ|REG_BINARY|REG_DWORD|REG_DWORD_BIG_ENDIAN|REG_DWORD_LITTLE_ENDIAN|REG_LINK|REG_MULTI_SZ|REG_RESOURCE_LIST|REG_FULL_RESOURCE_DESCRIPTION|REG_RESOURCE_REQUIREMENTS_LIST|REG_QWORD|REG_INVALID_TYPE)
        x509-v3 basic_constraints:s name_constraints:s policy_constraints:s key_usage:s extended_key_usage:s subject_key_identifier:s authority_key_identifier:s subject_alternative_name:s issuer_alternative_name:s subject_directory_attributes:s crl_distribution_points:s inhibit_any_policy:s private_key_usage_period_not_before:t private_key_usage_period_not_after:t certificate_policies:s policy_mappings:s
        alternate-data-stream name:s! hashes:hashes size:i(0..)
        pe-section name:s! size:i(0..) entropy:n hashes:hashes
        pe-optional-header magic_hex:hex major_linker_version:i minor_linker_version:i size_of_code:i(0..) size_of_initialized_data:i(0..) size_of_uninitialized_data:i(0..) address_of_entry_point:i base_of_code:i base_of_data:i image_base:i section_alignment:i file_alignment:i major_os_version:i minor_os_version:i major_image_version:i minor_image_version:i major_subsystem_version:i minor_subsystem_version:i win32_version_value_hex:hex size_of_image:i(0..) size_of_headers:i(0..) checksum_hex:hex subsystem_hex:hex dll_characteristics_hex:hex size_of_stack_reserve:i(0..) size_of_stack_commit:i(0..) size_of_heap_reserve:i(0..) size_of_heap_commit:i(0..) loader_flags_hex:hex number_of_rva_and_sizes:i hashes:hashes
        """;

    /// <summary>Each line: the extension, the type it belongs to, its properties.</summary>
    public const string Extensions = """
        archive-ext file contains_refs:w[]! comment:s
        ntfs-ext file sid:s alternate_data_streams:o(alternate-data-stream)[]?
        pdf-ext file version:s is_optimized:b document_info_dict:dict pdfid0:s pdfid1:s
        raster-image-ext file image_height:i image_width:i bits_per_pixel:i exif_tags:dict
        windows-pebinary-ext file pe_type:v(windows-pebinary-type)! imphash:s machine_hex:hex number_of_sections:i(0..) time_date_stamp:t pointer_to_symbol_table_hex:hex number_of_symbols:i(0..) size_of_optional_header:i(0..) characteristics_hex:hex file_header_hashes:hashes optional_header:o(pe-optional-header) sections:o(pe-section)[]
        http-request-ext network-traffic request_method:s! request_value:s! request_version:s request_header:dict message_body_length:i message_body_data_ref:w(artifact)
        icmp-ext network-traffic icmp_type_hex:hex! icmp_code_hex:hex!
        socket-ext network-traffic address_family:e(AF_UNSPEC|AF_INET|AF_IPX|AF_APPLETALK|AF_NETBIOS|AF_INET6|AF_IRDA|AF_BTH)! is_blocking:b is_listening:b options:dict socket_type:e(SOCK_STREAM|SOCK_DGRAM|SOCK_RAW|SOCK_RDM|SOCK_SEQPACKET) socket_descriptor:i(0..) socket_handle:i
        tcp-ext network-traffic src_flags_hex:hex dst_flags_hex:hex
        windows-process-ext process aslr_enabled:b dep_enabled:b priority:s owner_sid:s window_title:s startup_info:startup integrity_level:e(low|medium|high|system)
        windows-service-ext process service_name:s descriptions:s[] display_name:s group_name:s start_type:e(SERVICE_AUTO_START|SERVICE_BOOT_START|SERVICE_DEMAND_START|SERVICE_DISABLED|SERVICE_SYSTEM_ALERT) service_dll_refs:w(file)[] service_type:e(SERVICE_KERNEL_DRIVER|SERVICE_FILE_SYSTEM_DRIVER|SERVICE_WIN32_OWN_PROCESS|SERVICE_WIN32_SHARE_PROCESS) service_status:e(SERVICE_CONTINUE_PENDING|SERVICE_PAUSE_PENDING|SERVICE_PAUSED|SERVICE_RUNNING|SERVICE_START_PENDING|SERVICE_STOP_PENDING|SERVICE_STOPPED)
        unix-account-ext user-account gid:n groups:s[] home_dir:s shell:s
        """;
}
