using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Unit.Routes;

/// <summary>Every page stands in the list of pages that are looked at (tests/Pages/pages.json), so that none is left unseen.</summary>
[Storage]
public sealed partial class PageListTests
{
    /// <summary>What is asked for with GET and is no page: a stream, figures for programs, a part of a page, a picture, a paper.</summary>
    private static readonly string[] NoPages =
    [
        "/live", "/metrics", "/health/live", "/health/ready", "/search/proposals", "/manual/pictures/{language}/{name}",
        "/consignments/parcels/{id:long}/label", "/warehouse/fulfilment/{id:long}/labels/{number:int}",
    ];

    [Fact]
    public async Task Every_page_is_in_the_list_of_pages_that_are_looked_at()
    {
        await using var host = await ProductHost.StartEmptyAsync();

        var mapped = host.Routes.Where(IsPage).Select(Pattern).Distinct().ToArray();
        var listed = Listed().ToArray();

        mapped.Except(listed.Select(page => page.Route)).ShouldBeEmpty("pages that tests/Pages/pages.json does not name");
        listed.Where(page => !page.IsRare).Select(page => page.Route).Except(mapped).ShouldBeEmpty("pages of tests/Pages/pages.json that are not there");
    }

    /// <summary>What is rare is not in every installation, or nothing in the demo leads to it.</summary>
    private static IEnumerable<(string Route, bool IsRare)> Listed([CallerFilePath] string here = "")
    {
        var file = Path.Combine(Path.GetDirectoryName(here) ?? "", "../../Pages/pages.json");
        using var pages = JsonDocument.Parse(File.ReadAllText(file));
        foreach (var page in pages.RootElement.EnumerateArray()) yield return (page.GetProperty("route").GetString() ?? "", page.TryGetProperty("rare", out _));
    }

    private static bool IsPage(RouteEndpoint route)
    {
        var pattern = Pattern(route);
        var methods = route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods;
        return methods?.Contains("GET") == true && !pattern.StartsWith("/api/", StringComparison.Ordinal) && !FileName().IsMatch(pattern) && !NoPages.Contains(pattern);
    }

    private static string Pattern(RouteEndpoint route) => "/" + route.RoutePattern.RawText?.Trim('/');

    /// <summary>A route that ends in the name of a file answers with it.</summary>
    [GeneratedRegex(@"\.[a-z]{3,4}$")]
    private static partial Regex FileName();
}
