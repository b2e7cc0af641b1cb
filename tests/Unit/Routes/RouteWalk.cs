using System.Net;
using System.Security.Cryptography;
using System.Text;
using Entrepot.Platform.Data;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Routes;

/// <summary>
/// Calls every mapped route, with the ids and codes of one company, as a program of another company and as nobody. Tells
/// each answer that shows something of the first company, and each call that changed something of it.
/// </summary>
/// <param name="among">A word that stands in the routes to walk; empty for all.</param>
internal sealed class RouteWalk(ProductHost host, string among = "")
{
    /// <summary>What an answer is read of: a page is smaller, and a stream never ends.</summary>
    private const int BodyMax = 200_000;

    /// <summary>Looking at all that a company has takes as long as many calls: one look for many routes, and one for each where something has changed.</summary>
    private const int RoutesBetweenLooks = 60;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Texts that stand in nobody's pages but the first company's.</summary>
    private static readonly string[] Marks = ["Quillfeather", "zebedee", "quilla", "QUILL-7701", "QUILL-7702", "QUILL-7703", "EL-BUDS-BK", "SO-0000001"];

    /// <summary>Routes with a key in their path that belongs to no company: they answer from the key itself, or from what comes with the product.</summary>
    private static readonly string[] NobodysOwn = ["api/v1/tracking-numbers/{number}", "imports/profiles/{code}"];

    public int Calls { get; private set; }

    public async Task<IReadOnlyList<string>> AsStrangerAsync()
    {
        using var stranger = await host.ProgramAsync(ProductHost.Theirs);
        return await WalkAsync(stranger, (route, answer) => HasOwnerInPath(route) && answer.Status is >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices && answer.Body is not ("" or "[]") ? "was let in" : null);
    }

    public async Task<IReadOnlyList<string>> AsNobodyAsync()
    {
        using var nobody = host.Nobody();
        return await WalkAsync(nobody, (route, answer) => !IsOpen(route) && answer.Status is >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices ? "was let in" : null);
    }

    private async Task<IReadOnlyList<string>> WalkAsync(HttpClient client, Func<RouteEndpoint, (HttpStatusCode Status, string Body), string?> judge)
    {
        var found = new List<string>();
        var keys = await KeysAsync();
        var before = await StateAsync();
        foreach (var group in host.Routes.Where(route => NameOf(route).Contains(among, StringComparison.Ordinal)).Chunk(RoutesBetweenLooks))
        {
            foreach (var route in group)
                foreach (var method in MethodsOf(route)) await CallAllAsync(route, method);
            var after = await StateAsync();
            if (after == before) continue;
            found.AddRange(await ChangersAsync(client, group, keys));
            before = await StateAsync();
        }

        return found;

        async Task CallAllAsync(RouteEndpoint route, string method)
        {
            foreach (var path in Paths(route.RoutePattern, keys))
            {
                var answer = await CallAsync(client, method, path);
                // What was asked for may stand in the answer: "There is no product EL-BUDS-BK".
                var wrong = Array.Find(Marks, mark => !path.Contains(mark, StringComparison.Ordinal) && answer.Body.Contains(mark, StringComparison.Ordinal)) is { } mark ? $"shows '{mark}'" : judge(route, answer);
                if (wrong is not null) found.Add($"{method} {path}: {(int)answer.Status}, {wrong}");
            }
        }
    }

    /// <summary>Calls once more what has changed something, and looks after each call; who changes nothing a second time is told with its group.</summary>
    private async Task<IReadOnlyList<string>> ChangersAsync(HttpClient client, RouteEndpoint[] group, (IReadOnlyList<string> Ids, IReadOnlyList<string> Codes) keys)
    {
        var found = new List<string>();
        var before = await StateAsync();
        foreach (var route in group)
        {
            foreach (var method in MethodsOf(route))
            {
                foreach (var path in Paths(route.RoutePattern, keys)) await CallAsync(client, method, path);
                var after = await StateAsync();
                if (after != before) found.Add($"{method} {NameOf(route)}: changed the other company's data");
                before = after;
            }
        }

        return found.Count > 0 ? found : [$"One of {string.Join(", ", group.Select(NameOf))}: changed the other company's data, the first time only"];
    }

    private async Task<(HttpStatusCode Status, string Body)> CallAsync(HttpClient client, string method, string path)
    {
        Calls++;
        using var patience = new CancellationTokenSource(Patience);
        using var request = new HttpRequestMessage(new(method), path);
        request.Headers.Add("Accept", "text/html, application/json");
        if (method is not ("GET" or "DELETE")) request.Content = path.StartsWith("/api", StringComparison.Ordinal) ? new StringContent("{}", Encoding.UTF8, "application/json") : new FormUrlEncodedContent([new("reason", "curious")]);
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        if (answer.Content.Headers.ContentType?.MediaType == "text/event-stream") return (answer.StatusCode, "");

        await using var stream = await answer.Content.ReadAsStreamAsync(patience.Token);
        var buffer = new byte[BodyMax];
        int read;
        try { read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, patience.Token); }
        catch (HttpIOException cut) { throw new InvalidOperationException($"{method} {path} breaks its answer off.", cut); }
        return (answer.StatusCode, Encoding.UTF8.GetString(buffer, 0, read));
    }

    /// <summary>The route's path with every key of its kind; one without parameters has one path.</summary>
    private static IEnumerable<string> Paths(RoutePattern pattern, (IReadOnlyList<string> Ids, IReadOnlyList<string> Codes) keys)
    {
        if (pattern.Parameters.Count == 0) return ["/" + pattern.RawText?.TrimStart('/')];
        var isNumber = pattern.Parameters[0].ParameterPolicies.Any(policy => policy.Content is "long" or "int");
        return (isNumber ? keys.Ids : keys.Codes).Select(key => "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            _ => Uri.EscapeDataString(key),
        })))));
    }

    /// <summary>One row's id of each table of the first company, and its codes.</summary>
    private async Task<(IReadOnlyList<string> Ids, IReadOnlyList<string> Codes)> KeysAsync() => await host.AskAsync(ProductHost.Ours, async services =>
    {
        var db = services.GetRequiredService<EntrepotDb>();
        var ids = new SortedSet<long> { 1 };
        var codes = new SortedSet<string>(StringComparer.Ordinal) { "quilla" };
        foreach (var table in Tables(db))
        {
            foreach (var column in table.Columns.Where(column => column is "id" or "number" or "version"))
                foreach (var id in await db.QueryAsync($"SELECT {column} FROM {table.Name} WHERE tenant_id = @p0 LIMIT 1", row => row.GetValue(0) as long?, CancellationToken.None, ProductHost.Ours.Value))
                    if (id is { } value) ids.Add(value);
            foreach (var column in table.Columns.Where(column => column is "code" or "sku" or "external_number"))
                foreach (var code in await db.QueryAsync($"SELECT {column} FROM {table.Name} WHERE tenant_id = @p0 LIMIT 1", row => row.GetValue(0) as string, CancellationToken.None, ProductHost.Ours.Value))
                    if (code is { Length: > 0 }) codes.Add(code);
        }

        return ((IReadOnlyList<string>)[.. ids.Select(id => id.ToString(System.Globalization.CultureInfo.InvariantCulture))], (IReadOnlyList<string>)[.. codes]);
    });

    /// <summary>Everything that the first company has, in a few bytes.</summary>
    private async Task<string> StateAsync() => await host.AskAsync(ProductHost.Ours, async services =>
    {
        var db = services.GetRequiredService<EntrepotDb>();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var table in Tables(db))
        {
            var rows = await db.QueryAsync($"SELECT * FROM {table.Name} WHERE tenant_id = @p0", row => string.Join('\u001f', Enumerable.Range(0, row.FieldCount).Select(i => row.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(row.GetValue(i), System.Globalization.CultureInfo.InvariantCulture))), CancellationToken.None, ProductHost.Ours.Value);
            foreach (var row in rows.Order(StringComparer.Ordinal)) hash.AppendData(Encoding.UTF8.GetBytes(row));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    });

    private static IEnumerable<(string Name, IReadOnlyList<string> Columns)> Tables(EntrepotDb db) =>
        from entity in db.Model.GetEntityTypes()
        where typeof(ITenantRow).IsAssignableFrom(entity.ClrType) && entity.GetTableName() is not null
        select (entity.GetTableName()!, (IReadOnlyList<string>)[.. entity.GetProperties().Select(property => property.GetColumnName())]);

    private static IReadOnlyList<string> MethodsOf(RouteEndpoint route) => route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"];

    private static string NameOf(RouteEndpoint route) => $"/{route.RoutePattern.RawText?.TrimStart('/')}";

    private static bool HasOwnerInPath(RouteEndpoint route) => route.RoutePattern.Parameters.Count > 0 && !NobodysOwn.Contains(route.RoutePattern.RawText?.TrimStart('/'));

    private static bool IsOpen(RouteEndpoint route) => route.Metadata.GetMetadata<IAllowAnonymous>() is not null;
}
