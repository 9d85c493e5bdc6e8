package web

import (
	"log"
	"net/http"
	"time"
)

// Server is the http.Server with the limits every listener needs: none of its
// own defaults bounds a peer that sends or reads slowly.
func Server(addr string, h http.Handler, errors *log.Logger) *http.Server {
	return &http.Server{
		Addr:              addr,
		Handler:           h,
		ErrorLog:          errors,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
		WriteTimeout:      2 * time.Minute, // exports over slow lines; sockets have deadlines of their own
		IdleTimeout:       60 * time.Second,
		MaxHeaderBytes:    16 << 10,
	}
}
