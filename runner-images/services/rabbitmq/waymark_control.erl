%% Orders of the agent to the broker that it runs inside of: a line in, a line out, on a socket that only this container's user
%% can reach. rabbitmqctl would start a virtual machine of its own for each, and take a second.
-module(waymark_control).
-export([start/0]).

-define(NAME, <<"app">>).
-define(ACTOR, <<"waymark">>).

start() ->
    spawn(fun() ->
        Path = "/work/control.sock",
        _ = file:delete(Path),
        {ok, Listener} = gen_tcp:listen(0, [binary, {packet, line}, {active, false}, {ifaddr, {local, Path}}]),
        accept(Listener)
    end).

accept(Listener) ->
    {ok, Socket} = gen_tcp:accept(Listener),
    case gen_tcp:recv(Socket, 0) of
        {ok, Line} -> gen_tcp:send(Socket, [answer(string:trim(Line)), $\n]);
        {error, _} -> ok
    end,
    gen_tcp:close(Socket),
    accept(Listener).

answer(Order) ->
    try carry_out(Order) of
        ok -> <<"ok">>
    catch
        Class:Reason -> io_lib:format("~0p ~0p", [Class, Reason])
    end.

carry_out(<<"ready">>) ->
    true = rabbit:is_running(),
    ok;
carry_out(<<"user ", Password/binary>>) ->
    ok = rabbit_auth_backend_internal:add_user(?NAME, Password, ?ACTOR),
    carry_out(<<"host">>);
carry_out(<<"host">>) ->
    ok = rabbit_vhost:add(?NAME, ?ACTOR),
    ok = rabbit_auth_backend_internal:set_permissions(?NAME, ?NAME, <<".*">>, <<".*">>, <<".*">>, ?ACTOR);
carry_out(<<"reset">>) ->
    ok = rabbit_vhost:delete(?NAME, ?ACTOR),
    carry_out(<<"host">>).
