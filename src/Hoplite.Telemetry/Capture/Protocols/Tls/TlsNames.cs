using System.Net.Security;

namespace Hoplite.Telemetry.Capture.Protocols;

/// <summary>Names of the numbers of TLS, as Zeek writes them.</summary>
static class TlsNames
{
    public static string Version(ushort version) => version switch
    {
        0x0002 => "SSLv2", 0x0300 => "SSLv3", 0x0301 => "TLSv10", 0x0302 => "TLSv11", 0x0303 => "TLSv12", 0x0304 => "TLSv13",
        0xFEFF => "DTLSv10", 0xFEFD => "DTLSv12", 0xFEFC => "DTLSv13", _ when version >> 8 == 0x7F => $"TLSv13-draft{version & 0xFF}", _ => $"unknown-{version}",
    };

    public static string Cipher(ushort cipher) => Enum.GetName((TlsCipherSuite)cipher) ?? $"unknown-{cipher}";

    public static string Group(ushort group) => group switch
    {
        23 => "secp256r1", 24 => "secp384r1", 25 => "secp521r1", 29 => "x25519", 30 => "x448", 256 => "ffdhe2048", 257 => "ffdhe3072", 258 => "ffdhe4096",
        4587 => "SecP256r1MLKEM768", 4588 => "X25519MLKEM768", 25497 => "X25519Kyber768Draft00", _ => $"unknown-{group}",
    };

    public static string Alert(byte description) => description switch
    {
        0 => "close_notify", 10 => "unexpected_message", 20 => "bad_record_mac", 21 => "decryption_failed", 22 => "record_overflow", 30 => "decompression_failure",
        40 => "handshake_failure", 41 => "no_certificate", 42 => "bad_certificate", 43 => "unsupported_certificate", 44 => "certificate_revoked",
        45 => "certificate_expired", 46 => "certificate_unknown", 47 => "illegal_parameter", 48 => "unknown_ca", 49 => "access_denied", 50 => "decode_error",
        51 => "decrypt_error", 70 => "protocol_version", 71 => "insufficient_security", 80 => "internal_error", 86 => "inappropriate_fallback",
        90 => "user_canceled", 100 => "no_renegotiation", 109 => "missing_extension", 110 => "unsupported_extension", 112 => "unrecognized_name",
        113 => "bad_certificate_status_response", 115 => "unknown_psk_identity", 116 => "certificate_required", 120 => "no_application_protocol", _ => $"unknown-{description}",
    };
}
