namespace Entrepot.Platform.Backup;

/// <summary>Where an S3-style server is and who we are there; from the environment, so that no list of processes shows a key.</summary>
/// <param name="Endpoint">Of the server; the bucket stands in the path or before the host.</param>
internal sealed record S3Settings(Uri Endpoint, string Region, string AccessKey, string SecretKey, bool IsPathStyle)
{
    /// <summary>Reads <c>Entrepot__Backup__S3__Endpoint</c>, <c>…Region</c>, <c>…AccessKey</c>, <c>…SecretKey</c>, <c>…PathStyle</c>, or what Amazon's own tools read.</summary>
    /// <exception cref="BackupException">Something is missing.</exception>
    public static S3Settings Read(Func<string, string?> environment)
    {
        var region = Setting("Region", "AWS_REGION") ?? "us-east-1";
        var endpoint = Setting("Endpoint", "AWS_ENDPOINT_URL");
        var url = endpoint ?? $"https://s3.{region}.amazonaws.com";
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address)) throw new BackupException($"'{url}' is no address of an S3 server. Write for example https://s3.example.com.");
        var isPathStyle = Setting("PathStyle", "") is { } said ? said.Equals("true", StringComparison.OrdinalIgnoreCase) : endpoint is not null; // Most servers of one's own have no name per bucket.
        return new(address, region, Needed("AccessKey", "AWS_ACCESS_KEY_ID"), Needed("SecretKey", "AWS_SECRET_ACCESS_KEY"), isPathStyle);

        string? Setting(string ours, string theirs) => environment($"Entrepot__Backup__S3__{ours}") is { Length: > 0 } value ? value : theirs.Length > 0 && environment(theirs) is { Length: > 0 } other ? other : null;
        string Needed(string ours, string theirs) => Setting(ours, theirs) ?? throw new BackupException($"Set Entrepot__Backup__S3__{ours} (or {theirs}) in the environment.");
    }

    /// <summary>The address of an object, or of the bucket where <paramref name="key"/> is empty.</summary>
    /// <param name="query">Written out, in the order of its names.</param>
    public Uri Address(string bucket, string key, string query = "")
    {
        var host = IsPathStyle ? Endpoint.Authority : $"{bucket}.{Endpoint.Authority}";
        var path = (IsPathStyle ? $"/{bucket}" : "") + "/" + string.Join('/', key.Split('/').Select(Uri.EscapeDataString));
        if (IsPathStyle && key.Length == 0) path = $"/{bucket}";
        return new($"{Endpoint.Scheme}://{host}{path}{(query.Length > 0 ? "?" + query : "")}");
    }
}
