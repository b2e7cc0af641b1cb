using System.Globalization;
using System.Xml.Linq;

namespace Entrepot.Platform.Backup;

/// <summary>A bucket of an S3-style server. Large files go up in parts, each repeated alone when it fails; an object is there when its last part has been confirmed.</summary>
internal sealed class S3Place(S3Client client, string prefix, long partSize = S3Place.PartSize) : IBackupPlace
{
    /// <summary>Little enough to repeat over a poor line; servers take no part below 5 MB but the last.</summary>
    private const long PartSize = 16L << 20;

    /// <summary>Servers take 10,000.</summary>
    private const long PartsMax = 9_000;

    public string Where => $"s3://{client.Where}/{prefix}".TrimEnd('/');

    public async Task<IReadOnlyList<StoredObject>> ListAsync(CancellationToken ct)
    {
        var found = new List<StoredObject>();
        for (string? next = ""; next is not null;)
        {
            var page = await client.AskAsync(HttpMethod.Get, "", $"{(next.Length > 0 ? $"continuation-token={Uri.EscapeDataString(next)}&" : "")}list-type=2&prefix={Uri.EscapeDataString(prefix)}", null, ct);
            found.AddRange(S3Client.All(page, "Contents").Select(stored => new StoredObject(
                (S3Client.Of(stored, "Key") ?? "")[prefix.Length..], long.Parse(S3Client.Of(stored, "Size") ?? "0", CultureInfo.InvariantCulture))));
            next = S3Client.Of(page, "IsTruncated") == "true" ? S3Client.Of(page, "NextContinuationToken") : null;
        }

        return found;
    }

    public async Task PutAsync(string name, string file, CancellationToken ct)
    {
        var size = new FileInfo(file).Length;
        if (size <= partSize)
        {
            using var put = await client.SendAsync(HttpMethod.Put, prefix + name, "", () => File.OpenRead(file), ct);
            return;
        }

        var upload = S3Client.Of(await client.AskAsync(HttpMethod.Post, prefix + name, "uploads=", null, ct), "UploadId") ?? throw new BackupException($"{Where} does not say under which number it takes the parts of {name}.");
        var query = $"uploadId={Uri.EscapeDataString(upload)}";
        try
        {
            var parts = new XElement("CompleteMultipartUpload");
            var each = Math.Max(partSize, (size / PartsMax) + 1);
            for (long from = 0, number = 1; from < size; from += each, number++)
            {
                var (start, length) = (from, Math.Min(each, size - from));
                using var put = await client.SendAsync(HttpMethod.Put, prefix + name, $"partNumber={number}&{query}", () => new FilePart(file, start, length), ct);
                parts.Add(new XElement("Part", new XElement("PartNumber", number), new XElement("ETag", put.Headers.ETag?.Tag)));
            }

            var done = await client.AskAsync(HttpMethod.Post, prefix + name, query, parts.ToString(SaveOptions.DisableFormatting), ct);
            if (done.Name.LocalName == "Error") throw new BackupException($"{Where} refused to put {name} together: {S3Client.Of(done, "Message")}"); // Said with a success, by Amazon too.
        }
        catch
        {
            await GiveUpAsync(prefix + name, query, CancellationToken.None);
            throw;
        }
    }

    public async Task<Stream> OpenAsync(string name, CancellationToken ct)
    {
        var response = await client.SendAsync(HttpMethod.Get, prefix + name, "", null, ct);
        return await response.Content.ReadAsStreamAsync(ct);
    }

    public async Task RemoveAsync(string name, CancellationToken ct)
    {
        using var removed = await client.SendAsync(HttpMethod.Delete, prefix + name, "", null, ct);
    }

    public async Task TidyAsync(DateTime before, CancellationToken ct)
    {
        var uploads = await client.AskAsync(HttpMethod.Get, "", $"prefix={Uri.EscapeDataString(prefix)}&uploads=", null, ct);
        foreach (var upload in S3Client.All(uploads, "Upload"))
        {
            if (!DateTime.TryParse(S3Client.Of(upload, "Initiated"), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var begun) || begun >= before) continue;
            await GiveUpAsync(S3Client.Of(upload, "Key") ?? "", $"uploadId={Uri.EscapeDataString(S3Client.Of(upload, "UploadId") ?? "")}", ct);
        }
    }

    /// <summary>Parts that nobody sees would be paid for. Where the server does not take it, what broke the upload off is what counts; a rule of the bucket removes them.</summary>
    private async Task GiveUpAsync(string key, string query, CancellationToken ct)
    {
        try
        {
            using var given = await client.SendAsync(HttpMethod.Delete, key, query, null, ct);
        }
        catch (BackupException)
        {
            return;
        }
    }
}
