using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Entrepot.Platform.Backup;

/// <summary>Amazon's signature, version 4, as S3 wants it: <see href="https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html"/>.</summary>
internal static class S3Signature
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>The SHA-256 of nothing, in hexadecimal.</summary>
    public const string NoPayload = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    /// <summary>Signs a request with its headers, to which it adds the time and the payload's hash.</summary>
    public static void Sign(HttpRequestMessage request, S3Settings settings, string payloadHash, DateTime now)
    {
        var address = request.RequestUri ?? throw new ArgumentException("The request goes nowhere.", nameof(request));
        request.Headers.Host = address.Authority;
        request.Headers.TryAddWithoutValidation("x-amz-content-sha256", payloadHash);
        request.Headers.TryAddWithoutValidation("x-amz-date", Time(now));
        var headers = request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => string.Join(',', header.Value).Trim(), StringComparer.Ordinal);
        request.Headers.TryAddWithoutValidation("Authorization", Authorization(request.Method.Method, address, headers, payloadHash, settings, now));
    }

    /// <param name="headers">Those that are signed, in lower case; among them <c>host</c> and <c>x-amz-date</c>.</param>
    public static string Authorization(string method, Uri address, IReadOnlyDictionary<string, string> headers, string payloadHash, S3Settings settings, DateTime now)
    {
        var names = headers.Keys.Order(StringComparer.Ordinal).ToList();
        var signed = string.Join(';', names);
        var canonical = $"{method}\n{address.AbsolutePath}\n{Query(address)}\n{string.Concat(names.Select(name => $"{name}:{headers[name]}\n"))}\n{signed}\n{payloadHash}";
        var day = now.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var scope = $"{day}/{settings.Region}/s3/aws4_request";
        var toSign = $"{Algorithm}\n{Time(now)}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = new[] { day, settings.Region, "s3", "aws4_request" }.Aggregate(Encoding.UTF8.GetBytes("AWS4" + settings.SecretKey), (secret, text) => HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(text)));
        return $"{Algorithm} Credential={settings.AccessKey}/{scope},SignedHeaders={signed},Signature={Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)))}";
    }

    /// <summary>By name; what has no value has an empty one.</summary>
    private static string Query(Uri address) =>
        string.Join('&', address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Contains('=', StringComparison.Ordinal) ? pair : pair + "=").Order(StringComparer.Ordinal));

    private static string Time(DateTime now) => now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}
