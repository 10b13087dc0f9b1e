%% What the suite needs of an ejabberd besides XMPP: accounts at the start, and forgetting all but them between scenarios.
%% Compiled and loaded into the server by the driver; works in the server's current folder.
-module(cmbac_control).
-export([start/0]).

%% Longest wait for one session or room to end, in milliseconds.
-define(END_TIMEOUT, 5000).

%% Registers the accounts of `accounts.json` ([[User, Domain, Password]]), then says READY and the version. From then on each
%% line `reset` to the socket `control` is answered when it is done: `done`, or `failed` and why. What goes wrong before ends
%% the server, with the reason for its last line.
start() ->
    try
        Forgotten = [Table || Table <- mnesia:system_info(tables), mnesia:table_info(Table, size) =:= 0, Table =/= passwd],
        register_accounts(),
        {ok, Socket} = gen_tcp:listen(0, [{ifaddr, {local, "control"}}, binary, {packet, line}, {active, false}]),
        ok = gen_tcp:controlling_process(Socket, spawn(fun() -> serve(Socket, Forgotten) end)),
        {ok, Version} = application:get_key(ejabberd, vsn),
        io:format("READY ~s~n", [Version])
    catch
        _:Reason ->
            io:format("~0p~n", [Reason]),
            halt(1)
    end.

register_accounts() ->
    {ok, Accounts} = file:read_file("accounts.json"),
    [{ok, User, Domain} = {ejabberd_auth:try_register(User, Domain, Password), User, Domain}
     || [User, Domain, Password] <- jiffy:decode(Accounts)].

serve(Listening, Forgotten) ->
    {ok, Socket} = gen_tcp:accept(Listening),
    case gen_tcp:recv(Socket, 0) of
        {ok, <<"reset\n">>} -> gen_tcp:send(Socket, answer(Forgotten));
        _ -> ok
    end,
    gen_tcp:close(Socket),
    serve(Listening, Forgotten).

answer(Forgotten) ->
    try
        reset(Forgotten),
        <<"done\n">>
    catch
        _:Reason -> io_lib:format("failed: ~0p~n", [Reason])
    end.

%% In this order: a session that ends stores what its client has not acknowledged, and leaves its rooms; a room that ends
%% stores itself, and has a word for occupants elsewhere; so streams of other servers end after it. What is then in a table that was empty before the accounts came goes.
reset(Forgotten) ->
    end_all(fun streams/0, fun ejabberd_c2s:stop_async/1),
    await_room_registries(),
    end_all(fun rooms/0, fun mod_muc_room:destroy/1),
    await_room_registries(),
    ejabberd_s2s:stop_s2s_connections(),
    ejabberd_s2s:clean_temporarily_blocked_table(),
    [{atomic, ok} = mnesia:clear_table(Table) || Table <- Forgotten, mnesia:table_info(Table, size) > 0],
    ok.

end_all(Find, End) ->
    case Find() of
        [] -> ok;
        Found ->
            lists:foreach(End, Found),
            lists:foreach(fun await_end/1, Found),
            end_all(Find, End)
    end.

await_end(Pid) ->
    Monitor = erlang:monitor(process, Pid),
    receive {'DOWN', Monitor, process, _, _} -> ok
    after ?END_TIMEOUT -> error(does_not_end)
    end.

%% Client connections in every state: not yet logged in, bound, lost and waiting to be resumed; over whichever transport.
streams() ->
    [Pid || Pid <- processes(), proc_lib:translate_initial_call(Pid) =:= {xmpp_stream_in, init, 1}].

rooms() ->
    [Pid || Host <- ejabberd_option:hosts(),
            Rooms <- [whereis(mod_muc_room:supervisor(Host))], Rooms =/= undefined,
            {_, Pid, _, _} <- supervisor:which_children(Rooms)].

%% They make rooms and forget them, each after what it was sent before: once they answer, nothing of that is under way.
await_room_registries() ->
    [sys:get_state(Pid) || Host <- ejabberd_option:hosts(),
                           Registries <- [whereis(mod_muc_sup:procname(Host))], Registries =/= undefined,
                           {_, Pid, worker, _} <- supervisor:which_children(Registries)],
    ok.
