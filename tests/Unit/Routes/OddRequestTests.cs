using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Unit.Routes;

/// <summary>Whatever is sent, the product says what is wrong with it and does not break. A new route is asked the moment it is mapped.</summary>
[Storage]
public sealed class OddRequestTests
{
    [Fact]
    public async Task No_body_breaks_a_route_for_programs()
    {
        await using var host = await ProductHost.StartAsync();
        var odd = new OddRequests(host);

        (await odd.WithOddBodiesAsync()).ShouldBeEmpty();
        odd.Calls.ShouldBeGreaterThan(300);
    }

    [Fact]
    public async Task What_was_planted_is_found()
    {
        await using var host = await ProductHost.StartAsync(Plant);
        var odd = new OddRequests(host, among: "planted");

        var bodies = await odd.WithOddBodiesAsync();
        bodies.ShouldContain(found => found.StartsWith("PUT /api/v1/planted with {}: 500", StringComparison.Ordinal));
        bodies.ShouldContain(found => found.StartsWith("POST /api/v1/planted with {}: 404", StringComparison.Ordinal));
        (await odd.WithOddAddressesAsync()).ShouldContain(found => found.StartsWith("GET /planted/0 as text/html: 200", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/api/v1/manifests", "{}", "'carrier' is missing")]
    [InlineData("/api/v1/manifests", """{"warehouse":"x"}""", "$.warehouse")]
    [InlineData("/api/v1/manifests", """{"warehouse":1,"carrier":"ups","consignments":null}""", "'consignments' is missing")]
    [InlineData("/api/v1/warehouse/picks", "[null]", "null")]
    [InlineData("/api/v1/transport/rate-cards", "{}", "'source' is missing")]
    [InlineData("/api/v1/transport/rate-cards", "null", "null")]
    public async Task A_body_that_does_not_fit_is_refused_with_the_place_of_the_fault(string path, string body, string says)
    {
        await using var host = await ProductHost.StartEmptyAsync();
        using var client = await host.ProgramAsync(ProductHost.Ours);

        using var answer = await client.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"));

        ((int)answer.StatusCode).ShouldBeInRange(400, 422);
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("title").GetString().ShouldNotBeNull().ShouldContain(says);
    }

    [Fact]
    public async Task An_answer_without_a_body_becomes_problem_details_for_programs_only()
    {
        await using var host = await ProductHost.StartEmptyAsync();
        using var nobody = host.Nobody();
        using var client = await host.ProgramAsync(ProductHost.Ours, "orders.view");

        (await CodeAsync(await nobody.GetAsync("/api/v1/products"))).ShouldBe("identity.not_signed_in");
        (await CodeAsync(await client.GetAsync("/api/v1/products"))).ShouldBe("identity.not_allowed");
        (await CodeAsync(await client.GetAsync("/api/v1/nothing-like-this"))).ShouldBe("platform.no_such_address");
        (await CodeAsync(await client.DeleteAsync("/api/v1/products"))).ShouldBe("platform.method_not_allowed");
        (await client.GetAsync("/nothing-like-this")).Content.Headers.ContentType.ShouldBeNull();
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage answer)
    {
        using (answer) return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString();
    }

    /// <summary>What must not be: a route that trusts its body, a refusal that says nothing, and an answer for what is not there.</summary>
    private static void Plant(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/api/v1/planted", (HttpRequest request) => request.Headers["none"].First()).RequireAuthorization("orders.view").DisableAntiforgery();
        routes.MapPost("/api/v1/planted", () => Results.Text("no", statusCode: StatusCodes.Status404NotFound)).RequireAuthorization("orders.view").DisableAntiforgery();
        routes.MapGet("/planted/{id:long}", (long id) => Results.Ok(id)).RequireAuthorization("orders.view");
    }

    /// <summary>A class of its own runs beside the others.</summary>
    [Storage]
    public sealed class WithForms
    {
        [Fact]
        public async Task No_form_breaks_a_route_for_people()
        {
            await using var host = await ProductHost.StartAsync();
            var odd = new OddRequests(host);

            (await odd.WithOddFormsAsync()).ShouldBeEmpty();
            odd.Calls.ShouldBeGreaterThan(100);
        }
    }

    [Storage]
    public sealed class WithAddresses
    {
        [Fact]
        public async Task No_address_breaks_a_page_and_what_is_not_there_is_not_found()
        {
            await using var host = await ProductHost.StartAsync();
            var odd = new OddRequests(host);

            (await odd.WithOddAddressesAsync()).ShouldBeEmpty();
            odd.Calls.ShouldBeGreaterThan(1_000);
        }
    }
}
