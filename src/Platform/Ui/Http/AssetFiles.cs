using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace Entrepot.Platform.Ui;

/// <summary>
/// The built scripts, styles and icons: names with a hash, so cached for ever, and compressed once when they were built.
/// </summary>
public sealed class AssetFiles
{
    private const string Prefix = "/assets/";
    private static readonly (string Encoding, string Ending)[] Encodings = [("br", ".br"), ("gzip", ".gz")];

    private readonly string folder;
    private readonly FileExtensionContentTypeProvider types = new() { Mappings = { [".br"] = "application/octet-stream", [".gz"] = "application/octet-stream" } };
    private readonly FrozenDictionary<string, string> urls;

    public AssetFiles(string folder, ILogger<AssetFiles> log)
    {
        this.folder = folder;
        var manifest = Path.Combine(folder, "manifest.json");
        urls = File.Exists(manifest) ? Read(manifest) : FrozenDictionary<string, string>.Empty;
        if (urls.Count == 0) log.LogWarning("{Manifest} is missing: pages have no styles or scripts. Build without -p:SkipAssets=true.", manifest);
    }

    /// <summary>The URL of a source such as <c>src/app.ts</c> or <c>icons.svg</c>.</summary>
    public string Url(string source) => urls.GetValueOrDefault(source, Prefix + source);

    /// <summary>Serves <c>/assets/…</c> from the folder.</summary>
    public void Use(IApplicationBuilder app)
    {
        if (!Directory.Exists(folder)) return;

        app.Use(PickPrecompressed);
        app.UseStaticFiles(new StaticFileOptions
        {
            RequestPath = Prefix.TrimEnd('/'),
            FileProvider = new PhysicalFileProvider(folder),
            ContentTypeProvider = types,
            OnPrepareResponse = CacheForEver,
        });
    }

    private Task PickPrecompressed(HttpContext http, RequestDelegate next)
    {
        if (http.Request.Path.Value is not { } path || !path.StartsWith(Prefix, StringComparison.Ordinal)) return next(http);

        var accepted = http.Request.Headers.AcceptEncoding.ToString();
        foreach (var (encoding, ending) in Encodings)
        {
            if (!accepted.Contains(encoding, StringComparison.Ordinal) || !Holds(path[Prefix.Length..] + ending)) continue;
            http.Items[typeof(AssetFiles)] = encoding;
            http.Request.Path = path + ending;
            break;
        }
        return next(http);
    }

    // Names in the folder have no directories; anything with one is not ours to look for.
    private bool Holds(string name) => Path.GetFileName(name) == name && File.Exists(Path.Combine(folder, name));

    private void CacheForEver(StaticFileResponseContext file)
    {
        var headers = file.Context.Response.Headers;
        headers.CacheControl = "public, max-age=31536000, immutable";
        headers.Vary = "Accept-Encoding";
        if (file.Context.Items[typeof(AssetFiles)] is not string encoding) return;

        headers.ContentEncoding = encoding;
        if (types.TryGetContentType(Path.GetFileNameWithoutExtension(file.File.Name), out var type)) headers.ContentType = type;
    }

    private static FrozenDictionary<string, string> Read(string manifest)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(manifest));
        return json.RootElement.EnumerateObject()
            .ToFrozenDictionary(entry => entry.Name, entry => Prefix + entry.Value.GetProperty("file").GetString(), StringComparer.Ordinal);
    }
}
