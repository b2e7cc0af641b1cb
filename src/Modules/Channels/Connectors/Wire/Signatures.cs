using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Entrepot.Kernel;

namespace Entrepot.Channels.Connectors.Wire;

/// <summary>Signatures of webhooks and calls, compared in constant time.</summary>
internal static class Signatures
{
    /// <summary>Notes of ten megabytes were seen; beyond it nothing of an order stands in a webhook.</summary>
    public const int BodyMax = 16 << 20;

    public static bool IsBase64(string given, byte[] expected)
    {
        var bytes = new byte[expected.Length + 3];
        return Convert.TryFromBase64String(given.Trim(), bytes, out var length) && CryptographicOperations.FixedTimeEquals(bytes.AsSpan(0, length), expected);
    }

    /// <summary>In either case.</summary>
    public static bool IsHex(string given, byte[] expected) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(given.Trim().ToLowerInvariant()), Encoding.ASCII.GetBytes(Convert.ToHexStringLower(expected)));

    public static string HmacHex(string key, string text) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(text)));

    public static Result<JsonElement> Json(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(body);
        }
        catch (JsonException fault)
        {
            return ConnectorProblems.WebhookMisfit(fault.Message);
        }
    }
}
