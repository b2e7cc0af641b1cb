using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Entrepot.Platform.Backup;

/// <summary>Signed requests to one bucket, each repeated a few times while the server or the way to it fails.</summary>
internal sealed class S3Client(HttpClient http, S3Settings settings, string bucket, TimeProvider clock)
{
    private static readonly XmlReaderSettings Safe = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 16 << 20, Async = true };

    /// <summary>A server that is started anew is back by the last.</summary>
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(16)];

    public string Where => $"{bucket} at {settings.Endpoint.Authority}";

    /// <param name="body">Opened anew for each attempt; null for none.</param>
    /// <param name="query">Written out, in the order of its names.</param>
    /// <exception cref="BackupException">The server refused it, in its own words, or cannot be reached.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string key, string query, Func<Stream>? body, CancellationToken ct)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var request = new HttpRequestMessage(method, settings.Address(bucket, key, query));
                var hash = S3Signature.NoPayload;
                if (body is not null)
                {
                    await using (var hashed = body()) hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(hashed, ct));
                    var content = body();
                    request.Content = new StreamContent(content);
                    request.Content.Headers.ContentLength = content.Length;
                }

                S3Signature.Sign(request, settings, hash, clock.GetUtcNow().UtcDateTime);
                var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
                if (response.IsSuccessStatusCode) return response;
                using (response)
                {
                    if (response.StatusCode is >= HttpStatusCode.InternalServerError and not HttpStatusCode.NotImplemented && attempt < Pauses.Length) await Task.Delay(Pauses[attempt], clock, ct);
                    else if (response.StatusCode == HttpStatusCode.NotFound && method == HttpMethod.Get && key.Length > 0) throw new BackupException($"{key} is missing in {Where}.");
                    else throw new BackupException($"{Where} refused {method} {key}: {await WordsAsync(response, ct)}");
                }
            }
            catch (Exception failed) when (failed is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
            {
                if (attempt >= Pauses.Length) throw new BackupException($"{Where} cannot be reached: {failed.Message}", failed);
                await Task.Delay(Pauses[attempt], clock, ct);
            }
        }
    }

    public async Task<XElement> AskAsync(HttpMethod method, string key, string query, string? body, CancellationToken ct)
    {
        using var response = await SendAsync(method, key, query, body is null ? null : () => new MemoryStream(Encoding.UTF8.GetBytes(body)), ct);
        return await ReadAsync(response, ct);
    }

    private static async Task<XElement> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        using var reader = XmlReader.Create(await response.Content.ReadAsStreamAsync(ct), Safe);
        return await XElement.LoadAsync(reader, LoadOptions.None, ct);
    }

    private static async Task<string> WordsAsync(HttpResponseMessage response, CancellationToken ct)
    {
        try
        {
            var error = await ReadAsync(response, ct);
            return $"{Of(error, "Code")}: {Of(error, "Message")}";
        }
        catch (XmlException)
        {
            return $"{(int)response.StatusCode} {response.ReasonPhrase}";
        }
    }

    /// <summary>Servers differ in the name space that they put their answers in.</summary>
    public static string? Of(XElement parent, string name) => parent.Elements().FirstOrDefault(child => child.Name.LocalName == name)?.Value;

    public static IEnumerable<XElement> All(XElement parent, string name) => parent.Elements().Where(child => child.Name.LocalName == name);
}
