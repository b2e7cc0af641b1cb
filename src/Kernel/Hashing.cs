using System.Security.Cryptography;
using System.Text;

namespace Entrepot.Kernel;

/// <summary>Hashes that tell the same content from other content.</summary>
public static class Hashing
{
    /// <summary>SHA-256 of the text's UTF-8 bytes, as 64 lower-case hexadecimal digits.</summary>
    public static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
