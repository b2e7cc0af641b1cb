using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Entrepot.Unit.Routes;

/// <summary>Sends what no program should send to every route, with a key that may do everything, and tells each answer that is no clear refusal.</summary>
/// <param name="among">A word that stands in the routes to ask; empty for all.</param>
internal sealed class OddRequests(ProductHost host, string among = "")
{
    /// <summary>What an answer is read of.</summary>
    private const int ShownMax = 300;

    /// <summary>JSON of every kind but the right one, a broken one and a list with nothing in it.</summary>
    private static readonly string[] Bodies = ["{}", "[]", "null", "\"x\"", "{\"a\":", "[null]", "{\"ids\":[null],\"reason\":null}", "{\"reason\":\"\\u0000\"}", ""];

    private static readonly string[] Values = ["0", "-1", "9223372036854775807", "x", "%00", new('y', 5_000)];

    private static readonly string[] Accepts = ["text/html", "application/json"];

    /// <summary>What lists and pages read of their address, as far as no parameter of a route says it.</summary>
    private static readonly string[] ListNames =
        ["q", "page", "size", "sort", "view", "tab", "status", "channel", "country", "reason", "from", "to", "warehouse", "carrier", "state", "kind", "code", "origin", "on", "case", "lang", "format", "since"];

    /// <summary>Routes with a name in their path that answer from the name itself: a tracking number is recognised or not.</summary>
    private static readonly string[] AnswersAnything = ["api/v1/tracking-numbers/{number}"];

    /// <summary>Two of them in one path must fit the longest line that the server reads, 8 KB.</summary>
    private const int LineMax = 3_900;

    public int Calls { get; private set; }

    /// <summary>Every changing route for programs with bodies that do not fit.</summary>
    public async Task<IReadOnlyList<string>> WithOddBodiesAsync()
    {
        using var client = await host.ProgramAsync(ProductHost.Ours);
        var found = new List<string>();
        foreach (var (route, method) in Routes().Where(one => one.Method != "GET" && Raw(one.Route).StartsWith("api/", StringComparison.Ordinal)))
        {
            foreach (var path in new[] { Path(route, "1"), Path(route, "9223372036854775807") }.Distinct())
            {
                foreach (var body in Bodies)
                {
                    using var request = new HttpRequestMessage(new(method), path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
                    if (await WrongAsync(client, request, mustBeProblem: true) is { } wrong) found.Add($"{method} {path} with {body}: {wrong}");
                }
            }
        }

        return found;
    }

    /// <summary>Every changing route for people with forms that do not fit.</summary>
    public async Task<IReadOnlyList<string>> WithOddFormsAsync()
    {
        using var client = await host.ProgramAsync(ProductHost.Ours);
        var found = new List<string>();
        foreach (var (route, method) in Routes().Where(one => one.Method != "GET" && !Raw(one.Route).StartsWith("api/", StringComparison.Ordinal)))
        {
            foreach (var path in new[] { Path(route, "1"), Path(route, "9223372036854775807") }.Distinct())
            {
                foreach (var form in Forms())
                {
                    using var request = new HttpRequestMessage(new(method), path) { Content = form };
                    request.Headers.Add("Accept", "text/html");
                    if (await WrongAsync(client, request, mustBeProblem: false) is { } wrong) found.Add($"{method} {path} with {form.GetType().Name} {form.Headers.ContentType}: {wrong}");
                }
            }
        }

        return found;
    }

    /// <summary>Every page, file and answer with ids that nobody gave and queries that nobody would type.</summary>
    public async Task<IReadOnlyList<string>> WithOddAddressesAsync()
    {
        using var client = await host.ProgramAsync(ProductHost.Ours);
        var found = new List<string>();
        foreach (var (route, _) in Routes().Where(one => one.Method == "GET" && Raw(one.Route) is not "live"))
        {
            if (route.RoutePattern.Parameters.Count > 0)
            {
                foreach (var value in Values)
                    foreach (var accept in Accepts)
                        await AskAsync(client, Path(route, value), accept, found, isUnknown: !AnswersAnything.Contains(Raw(route)));
                continue;
            }

            // Each name for people and for programs, and each value; what a value does to a list does not hang on who asks.
            foreach (var (at, name) in Names(route).Index())
                for (var value = 0; value < Values.Length; value++)
                    await AskAsync(client, $"{Path(route, "")}?{name}={Values[value]}", Accepts[(at + value) % Accepts.Length], found, isUnknown: false);
        }

        return found;
    }

    private async Task AskAsync(HttpClient client, string path, string accept, List<string> found, bool isUnknown)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", accept);
        if (await WrongAsync(client, request, mustBeProblem: path.StartsWith("/api/", StringComparison.Ordinal) && accept == "application/json" && !path.Contains("%00", StringComparison.Ordinal), isUnknown) is { } wrong)
            found.Add($"GET {(path.Length > 200 ? path[..80] + "…" : path)} as {accept}: {wrong}");
    }

    /// <summary>Why the answer is none that a program can use; null when it is one.</summary>
    private async Task<string?> WrongAsync(HttpClient client, HttpRequestMessage request, bool mustBeProblem, bool isUnknown = false)
    {
        Calls++;
        using var answer = await client.SendAsync(request);
        var status = (int)answer.StatusCode;
        var text = await answer.Content.ReadAsStringAsync();
        var shown = text.Length > ShownMax ? text[..ShownMax] : text;
        if (status >= 500) return $"{status} {shown}";
        if (isUnknown && status == 200) return $"200 for what is not there: {shown}";
        if (mustBeProblem && status >= 400 && answer.Content.Headers.ContentType?.MediaType != "application/problem+json") return $"{status} as {answer.Content.Headers.ContentType}";
        return null;
    }

    private static IEnumerable<HttpContent> Forms()
    {
        yield return new FormUrlEncodedContent([]);
        yield return new FormUrlEncodedContent([new("id", "x"), new("ids", "x"), new("quantity", "99999999999999999999"), new("price", "1e400"), new("code", "\0"), new("reason", "\0"), new("sku", new string('y', 5_000)), new("channel", "x"), new("warehouse", "-1"), new("file", "x")]);
        yield return new StringContent("{}", Encoding.UTF8, "application/json");
        var broken = new StringContent("--x\r\nno form", Encoding.ASCII);
        broken.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        yield return broken;
    }

    private IEnumerable<(RouteEndpoint Route, string Method)> Routes() =>
        from route in host.Routes
        where Raw(route).Contains(among, StringComparison.Ordinal)
        from method in route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        select (route, method);

    private static string Raw(RouteEndpoint route) => route.RoutePattern.RawText?.TrimStart('/') ?? "";

    private static string Path(RouteEndpoint route, string value) => "/" + string.Join('/', route.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        _ when route.RoutePattern.Parameters.Count > 1 && value.Length > LineMax => value[..LineMax],
        _ => value,
    }))));

    private static IEnumerable<string> Names(RouteEndpoint route) =>
        ListNames.Union(route.Metadata.GetOrderedMetadata<IParameterBindingMetadata>().Where(parameter => !parameter.ParameterInfo.ParameterType.IsInterface).Select(parameter => parameter.Name));
}
